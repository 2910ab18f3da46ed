/** What somebody who measures may set: by the environment, and `--quick` for a look instead of a measurement. */
export function readSettings(args, environment) {
  const quick = args.includes('--quick');
  const number = (name, full, short) => Number(environment[name] || (quick ? short : full));
  return {
    quick,
    page: args.includes('--page'),
    parts: args.filter((arg) => !arg.startsWith('--')),
    rounds: number('BENCH_ROUNDS', 5, 1),
    /** Of a measurement that is bounded by time. */
    seconds: number('BENCH_SECONDS', 4, 2),
    /** How long the snapshot beside the appends stays open. */
    snapshotSeconds: number('BENCH_SNAPSHOT_S', 60, 3),
    /** Events of the log from which a view is rebuilt. */
    events: number('BENCH_EVENTS', 100_000, 20_000),
    /** Events of the log that the process follows. */
    processEvents: number('BENCH_PROCESS_EVENTS', 100_000, 20_000),
    /** Overdue timers at a start. */
    timers: number('BENCH_TIMERS', 50_000, 5_000),
    /** Cases behind the board. */
    boardCases: number('BENCH_BOARD_CASES', 1_000_000, 50_000),
    /** Events of the log with which the service is started; none unless asked for. */
    startEvents: number('BENCH_START_EVENTS', 0, 0),
    /** How long the service is kept at half of its capacity; not at all unless asked for. */
    soakSeconds: number('BENCH_SOAK_S', 0, 0),
    /** Connection string of an EventStoreDB; without one its part is passed over. */
    eventStoreDb: environment.BENCH_ESDB || undefined,
  };
}

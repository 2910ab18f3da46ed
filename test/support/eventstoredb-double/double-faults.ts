/** What the double does wrong on purpose; everything is right until it is told. */
export interface DoubleFaults {
  /** So many appends are stored and then not answered: nothing is said, or the connection breaks. */
  loseAnswers: { left: number; readonly by: 'silence' | 'break' };
  /** So many appends are answered twice. */
  answerTwice: number;
  /** So many appends are not looked at and answered with "timeout". */
  timeOut: number;
  /** So many reads and subscriptions break after so many events. */
  breakReads: { left: number; readonly after: number };
  /** So many subscriptions say nothing after so many events, and stay. */
  stallSubscriptions: { left: number; readonly after: number };
  /** Where the leader is; absent while this node is it. */
  leader: { readonly host: string; readonly port: number } | undefined;
  /** So far ahead is the clock by which deadlines are judged. */
  judgeDeadlinesMs: number;
  /** Milliseconds for which an append is stored before it can be read and repeats of it are answered. */
  indexingMs: number;
}

export function noFaults(): DoubleFaults {
  return {
    loseAnswers: { left: 0, by: 'silence' },
    answerTwice: 0,
    timeOut: 0,
    breakReads: { left: 0, after: 0 },
    stallSubscriptions: { left: 0, after: 0 },
    leader: undefined,
    judgeDeadlinesMs: 0,
    indexingMs: 0,
  };
}

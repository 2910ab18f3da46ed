import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from '../support/running-app.js';
import { runToEnd } from '../support/service.js';
import { Audit, answerFaults } from './audit.js';
import type { Fault } from './fault.js';
import { type Cast, HARD, Load, STEADY } from './load.js';
import type { Point } from './plan.js';
import { randomOf } from './random.js';
import { Scene } from './scene.js';
import type { Tally } from './tally.js';
import type { Victim } from './victim.js';

/** After so many points everything is compared with everything. */
const POINTS_A_COMPLETE_AUDIT = 25;
/**
 * So few points come in every run of the tests: other tests run beside them, and the first start of the data directory,
 * which takes some seconds, is not killed.
 */
const FEW = 50;
const FIRST_START_MS = 4_000;
/** Cases that are read one by one at the end. */
const READ = 100;

/** The points of one data directory, played to the end or to the first fault. */
export class Play {
  private readonly scene = new Scene();
  private readonly audit = new Audit(this.scene.ledger, this.scene.dataDir);

  constructor(
    private readonly victims: readonly Victim[],
    private readonly seed: number,
    private readonly points: readonly Point[],
    private readonly tally: Tally,
  ) {}

  async toEnd(): Promise<void> {
    const { scene, tally, points, seed } = this;
    const random = randomOf(seed + (points[0]?.number ?? 0));
    try {
      const alone = points.length > FEW;
      if (alone) await scene.startAndKill(random() * FIRST_START_MS);
      const cast = await tally.timed('first start', scene.admitPeople());
      const load = new Load(scene.ledger, cast, random, alone ? HARD : STEADY);
      for (const point of points) {
        if (!(await this.survives(point, () => this.kill(load, point)))) return;
      }
      const last = points.at(-1) as Point;
      await this.survives(last, () => tally.timed('the end', this.settle(load, cast)));
    } finally {
      tally.scene(scene, this.audit);
      await scene.close();
    }
  }

  /** Kills once, starts what is gone, and looks for faults. */
  private async kill(load: Load, point: Point): Promise<Fault[]> {
    const { scene, tally, audit } = this;
    await tally.timed('load and kill', this.strike(load, point));
    await tally.timed('start', scene.untilReady());
    tally.point(point.victim);
    if (point.number % POINTS_A_COMPLETE_AUDIT > 0)
      return tally.timed('checks', audit.recent(scene.databaseUrl));
    const faults = await tally.timed('complete checks', audit.complete(scene.databaseUrl));
    this.tell(`${point.number} points in ${tally.seconds} s, ${audit.events} events in this log`);
    return faults;
  }

  /** Lets the load run for as long as the point says, kills, and resolves when nothing is under way any more. */
  private async strike(load: Load, point: Point): Promise<void> {
    const victim = this.victims.find(({ name }) => name === point.victim);
    if (victim === undefined) throw new Error(`Nobody knows how to kill ${point.victim}.`);
    const enough = new AbortController();
    const { url } = await this.scene.start();
    const loading = load.run(url, enough.signal);
    try {
      await sleep(point.afterMs);
      await victim.strike(this.scene, point);
    } finally {
      enough.abort();
      await loading;
    }
  }

  /** False where something is wrong, which is told with the way to see it again. */
  private async survives(point: Point, work: () => Promise<Fault[]>): Promise<boolean> {
    const { scene, tally, points, seed } = this;
    const found = await work().catch((error: unknown) => {
      scene.complain(error instanceof Error ? error.message : String(error));
      return [];
    });
    const faults = [...found, ...scene.faults, ...answerFaults(scene.ledger)];
    if (faults.length === 0) return true;
    tally.faults.push(...faults);
    const { number, victim, afterMs, way, moment } = point;
    this.tell(
      `${faults.length} faults after point ${number} (${victim}, ${afterMs} ms, way ${way.toFixed(3)}, moment ${moment.toFixed(3)}), the first: ${faults[0]?.sentence}\n` +
        `  The same kills again: CRASH_SEED=${seed} CRASH_FROM=${points[0]?.number} CRASH_POINTS=${number} npm run test:crash`,
    );
    return false;
  }

  /** Sends what has no answer until it has one, and asks every reader whether all is there. */
  private async settle(load: Load, cast: Cast): Promise<Fault[]> {
    const { scene, audit } = this;
    const { url } = await scene.start();
    scene.count('unanswered before the last tries', scene.ledger.open.size);
    await load.settle(url);
    const faults = await audit.complete(scene.databaseUrl);
    await this.read(new Caller(url, null, cast.get('secretariat')?.token));
    await this.askCommandLine();
    return faults;
  }

  /** The list counts every case of the log, and a case reads as it was last answered. */
  private async read(reader: Caller): Promise<void> {
    const { scene, audit } = this;
    const { acknowledged } = scene.ledger;
    const positions = acknowledged.map((command) => command.acknowledged?.position ?? '');
    const list = await reader.get(`/v1/cases?area=33&limit=1&after=${positions.sort().at(-1)}`);
    if (list.body.total !== audit.cases)
      scene.complain(`The list counts ${list.body.total} of ${audit.cases} cases`);
    const recorded = acknowledged.filter(({ kind }) => kind === 'record');
    const step = Math.max(1, Math.floor(recorded.length / READ));
    for (let index = 0; index < recorded.length; index += step) {
      const { id, number } = recorded[index]?.acknowledged?.body ?? {};
      const { status, body } = await reader.get(`/v1/cases/${id}`);
      if (status !== 200 || body.number !== number)
        scene.complain(`Case ${id} reads as ${status} ${body?.number} and was ${number}`);
    }
  }

  /** A rebuild after those that were cut off, and a replay by somebody else than this program. */
  private async askCommandLine(): Promise<void> {
    for (const args of [['rebuild', 'case_list'], ['verify']]) {
      const { exitCode, stdout, stderr } = await runToEnd(['cli', ...args], this.scene.settings);
      if (exitCode !== 0) this.scene.complain(`${args[0]} ended with ${exitCode}: ${stdout}${stderr}`);
    }
  }

  private tell(line: string): void {
    process.stdout.write(`crash: ${line}: ${this.tally.verdict}\n`);
  }
}

import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { logOf } from '../support/test-log.js';
import type { Point } from './plan.js';
import type { Scene } from './scene.js';
import type { Victim } from './victim.js';

const LONGEST_AWAY_MS = 1_500;
/** Appends that are stored and never answered. */
const LOST_ANSWERS = 5;

/** What the double of the protocol can do to a service: the ways in which a server's death looks from outside. */
const FAULTS: readonly ((double: EventStoreDbDouble, awayMs: number) => Promise<void>)[] = [
  async ({ link }) => link.cut(),
  async ({ link }, awayMs) => {
    await link.refuse();
    link.cut();
    await sleep(awayMs);
    await link.open();
  },
  async ({ link }, awayMs) => {
    link.block();
    await sleep(awayMs);
    link.unblock();
  },
  async ({ faults }) => {
    faults.loseAnswers = { left: LOST_ANSWERS, by: 'silence' };
  },
  async ({ faults }) => {
    faults.loseAnswers = { left: LOST_ANSWERS, by: 'break' };
  },
  async ({ faults }) => {
    faults.breakReads = { left: LOST_ANSWERS, after: 3 };
  },
];

/** The double of EventStoreDB's protocol under a service that lives on. */
export const logDouble: Victim = {
  name: 'event store',
  share: 6,
  async strike(scene, { way, moment }) {
    const { double } = await logOf(scene.dataDir);
    if (double === undefined) throw new Error('This log is not on the double.');
    const fault = FAULTS[Math.floor(way * FAULTS.length)] as (typeof FAULTS)[number];
    await fault(double, moment * LONGEST_AWAY_MS);
    await scene.untilReady();
  },
};

/** A server that the command `KONDUSIF_TEST_ESDB_RESTART` kills and starts again on the same data. */
export const logServer: Victim = {
  name: 'event store',
  share: 4,
  strike: restart,
};

async function restart(scene: Scene, _: Point): Promise<void> {
  const command = process.env.KONDUSIF_TEST_ESDB_RESTART;
  if (command === undefined) throw new Error('KONDUSIF_TEST_ESDB_RESTART names no command.');
  await promisify(execFile)('/bin/sh', ['-c', command]);
  await scene.untilReady();
}

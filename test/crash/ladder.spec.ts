import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { openLog } from '../../src/app-log.js';
import { Database } from '../../src/database/database.js';
import { caseBoard } from '../../src/escalation/board/case-board.projection.js';
import type { EventFeed } from '../../src/event-store/event-feed.js';
import { build } from '../support/service.js';
import { logOf } from '../support/test-log.js';
import { type ClockedCase, recordClocked } from './ladder-cases.js';
import { LogCopy } from './log-copy.js';
import { randomOf } from './random.js';
import { Scene } from './scene.js';
import { replayFaults } from './view-checks.js';

const POINTS = Number(process.env.CRASH_POINTS || 2);
const SEED = Number(process.env.CRASH_SEED || Date.now() % 1_000_000);

const CASES_A_POINT = 60;
/** Clocks run out from before the first record to after the kill. */
const EARLIEST_MS = -300;
const LATEST_MS = 1_200;
const LONGEST_MS = 900;
/** A claim that died with its process is free again after 15 seconds. */
const SETTLED_MS = 120_000;

jest.setTimeout(180_000 + POINTS * 20_000);

describe(`${POINTS} kills while clocks of cases run out (CRASH_SEED=${SEED})`, () => {
  it('leave no decision out, and take none twice', async () => {
    build();
    const random = randomOf(SEED);
    const scene = new Scene();
    const cases: ClockedCase[] = [];
    try {
      await scene.start();
      for (let point = 1; point <= POINTS; point++) {
        const dying = kill(scene, random);
        cases.push(...(await record(scene, random, cases.length).catch(nothing)));
        await dying;
        await scene.untilReady();
      }
      const log = new LogCopy();
      const found = await withLog(scene, async (feed) => {
        for (const began = Date.now(); Date.now() - began < SETTLED_MS; await sleep(250)) {
          await log.readOn(feed);
          if (faultsOf(cases, log).missed.length === 0) break;
        }
        return faultsOf(cases, log);
      });
      process.stdout.write(
        `crash: ${POINTS} points (CRASH_SEED=${SEED}), ${cases.length} clocks: ${found.missed.length} missed, ${found.doubled.length} doubled, ${found.other.length} by another command\n`,
      );
      expect(found).toEqual({ missed: [], doubled: [], other: [] });
      expect(await boardFaults(scene)).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});

/** The service, its server, or both, at a moment that chance picks. */
async function kill(scene: Scene, random: () => number): Promise<void> {
  await sleep(random() * LONGEST_MS);
  const way = random();
  const dead = scene.postmaster;
  if (way >= 0.7) scene.killServer();
  if (way < 0.85) await scene.kill();
  else await scene.untilRecovered(dead);
}

/** Cases that were surely recorded; with the server some of the last are lost to whoever sent them. */
async function record(scene: Scene, random: () => number, serial: number): Promise<ClockedCase[]> {
  const done: ClockedCase[] = [];
  const database = await Database.connect(scene.databaseUrl);
  const log = await opened(scene, database);
  try {
    const now = Date.now();
    const dues = Array.from(
      { length: CASES_A_POINT },
      () => new Date(now + EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS)),
    );
    await Promise.all(
      dues.map(async (dueAt, index) => {
        await recordClocked(log.store, serial + index, dueAt).then((one) => done.push(one), nothing);
      }),
    );
  } finally {
    await log.close().catch(nothing);
    await database.close().catch(nothing);
  }
  return done;
}

async function opened(scene: Scene, database: Database) {
  return openLog((await logOf(scene.dataDir)).settings, database);
}

async function withLog<T>(
  scene: Scene,
  work: (feed: EventFeed, database: Database) => Promise<T>,
): Promise<T> {
  const database = await Database.connect(scene.databaseUrl);
  const log = await opened(scene, database);
  try {
    return await work(log.feed, database);
  } finally {
    await log.close();
    await database.close();
  }
}

function boardFaults(scene: Scene) {
  return withLog(scene, (feed, { pool }) => replayFaults(pool, feed, caseBoard));
}

/** Each case has the decision of its clock once, by the command of its timer. */
function faultsOf(cases: readonly ClockedCase[], { events }: LogCopy) {
  const decisions = new Map<string, string[]>();
  for (const { stream, type, commandId } of events) {
    if (type !== 'EscalationRaised' && type !== 'UpperLevelInformed') continue;
    decisions.set(stream, [...(decisions.get(stream) ?? []), `${type} ${commandId}`]);
  }
  const of = ({ stream }: ClockedCase) => decisions.get(stream) ?? [];
  const names = (some: readonly ClockedCase[]) => some.map(({ stream }) => stream);
  return {
    missed: names(cases.filter((one) => of(one).length === 0)),
    doubled: names(cases.filter((one) => of(one).length > 1)),
    other: names(
      cases.filter((one) => of(one).length === 1 && of(one)[0] !== `${one.decision} ${one.timerId}`),
    ),
  };
}

function nothing(): [] {
  return [];
}

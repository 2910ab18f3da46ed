import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { openLog } from '../../src/app-log.js';
import { Database } from '../../src/database/database.js';
import { caseBoard } from '../../src/escalation/board/case-board.projection.js';
import { clusterProjection } from '../../src/escalation/clusters/views/cluster.projection.js';
import { clusterCandidate } from '../../src/escalation/clusters/views/cluster-candidate.projection.js';
import { build } from '../support/service.js';
import { logOf } from '../support/test-log.js';
import type { Fault } from './fault.js';
import { type Clocked, recordClockedCase, recordClockedCluster } from './ladder-cases.js';
import { areEvaluated, clockFaults, clusterFaults, type Found } from './ladder-checks.js';
import { CaseGroups } from './ladder-clusters.js';
import { LogCopy } from './log-copy.js';
import { randomOf } from './random.js';
import { Scene } from './scene.js';
import { replayFaults } from './view-checks.js';

const POINTS = Number(process.env.CRASH_POINTS || 2);
const SEED = Number(process.env.CRASH_SEED || Date.now() % 1_000_000);

const CASES_A_POINT = 60;
const CLUSTERS_A_POINT = 10;
/** Groups of cases that become clusters. */
const GROUPS_A_POINT = 12;
/** Clocks run out from before the first record to after the kill. */
const EARLIEST_MS = -300;
const LATEST_MS = 1_500;
const LONGEST_MS = 2_000;
/** A claim that died with its process is free again after 15 seconds. */
const SETTLED_MS = 120_000;

jest.setTimeout(180_000 + POINTS * 20_000);

describe(`${POINTS} kills while clocks run out and cases become clusters (CRASH_SEED=${SEED})`, () => {
  it('leave no decision out, and take none twice', async () => {
    build();
    const random = randomOf(SEED);
    const scene = new Scene();
    const clocks: Clocked[] = [];
    const groups = new CaseGroups();
    try {
      await scene.start();
      for (let point = 1; point <= POINTS; point++) {
        const dying = kill(scene, random);
        clocks.push(...(await record(scene, random, clocks.length, groups).catch(nothing)));
        await dying;
        await scene.untilReady();
      }
      const log = new LogCopy();
      const found = await settled(scene, log, clocks, groups);
      process.stdout.write(lineOf(log, clocks, groups, found));
      const none = { missed: [], doubled: [], other: [] };
      expect(found).toEqual({ ofClocks: none, ofClusters: none, areEvaluated: true });
      expect(await viewFaults(scene)).toEqual([]);
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

/**
 * Clocks that were surely recorded; with the server some of the last are lost to whoever sent them. Cases of groups that
 * are lost so are sent again later.
 */
async function record(
  scene: Scene,
  random: () => number,
  serial: number,
  groups: CaseGroups,
): Promise<Clocked[]> {
  const done: Clocked[] = [];
  const database = await Database.connect(scene.databaseUrl);
  const log = await opened(scene, database);
  try {
    const now = Date.now();
    const dues = Array.from(
      { length: CASES_A_POINT + CLUSTERS_A_POINT },
      () => new Date(now + EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS)),
    );
    await Promise.all([
      groups.begin(log.store, random, GROUPS_A_POINT, LATEST_MS),
      ...dues.map(async (dueAt, index) => {
        const recordClocked = index < CASES_A_POINT ? recordClockedCase : recordClockedCluster;
        await recordClocked(log.store, serial + index, dueAt).then((one) => done.push(one), nothing);
      }),
    ]);
  } finally {
    await log.close().catch(nothing);
    await database.close().catch(nothing);
  }
  return done;
}

/** What is wrong when nothing more is to come, or when it should not have taken so long. */
function settled(scene: Scene, log: LogCopy, clocks: readonly Clocked[], groups: CaseGroups) {
  return withLog(scene, async ({ store, feed }, { pool }) => {
    const began = Date.now();
    const isOver = () => Date.now() - began >= SETTLED_MS;
    for (; !isOver(); await sleep(100)) {
      await log.readOn(feed);
      if (await areEvaluated(pool, log)) break;
    }
    // Those that come last find their clusters there.
    await groups.end(store);
    for (; ; await sleep(250)) {
      await log.readOn(feed);
      const found = {
        areEvaluated: await areEvaluated(pool, log),
        ofClocks: clockFaults(clocks, log),
        ofClusters: clusterFaults(groups.all, log),
      };
      const missed = found.ofClocks.missed.length + found.ofClusters.missed.length;
      if ((found.areEvaluated && missed === 0) || isOver()) return found;
    }
  });
}

function lineOf(
  { events }: LogCopy,
  clocks: readonly Clocked[],
  { all }: CaseGroups,
  { ofClocks, ofClusters }: Awaited<ReturnType<typeof settled>>,
): string {
  const cases = all.reduce((sum, group) => sum + group.cases.length, 0);
  const joined = events.filter(({ type }) => type === 'ClusterCaseJoined').length;
  const counts = ({ missed, doubled, other }: Found, how: string) =>
    `${missed.length} missed, ${doubled.length} doubled, ${other.length} ${how}`;
  return (
    `crash: ${POINTS} points (CRASH_SEED=${SEED}), ` +
    `${clocks.length} clocks: ${counts(ofClocks, 'by another command')}; ` +
    `${all.length} clusters of ${cases} cases (${joined} joined later): ${counts(ofClusters, 'otherwise')}\n`
  );
}

async function opened(scene: Scene, database: Database) {
  return openLog((await logOf(scene.dataDir)).settings, database);
}

async function withLog<T>(
  scene: Scene,
  work: (log: Awaited<ReturnType<typeof opened>>, database: Database) => Promise<T>,
): Promise<T> {
  const database = await Database.connect(scene.databaseUrl);
  const log = await opened(scene, database);
  try {
    return await work(log, database);
  } finally {
    await log.close();
    await database.close();
  }
}

function viewFaults(scene: Scene) {
  return withLog(scene, async ({ feed }, { pool }) => {
    const faults: Fault[] = [];
    for (const view of [caseBoard, clusterCandidate, clusterProjection])
      faults.push(...(await replayFaults(pool, feed, view)));
    return faults;
  });
}

function nothing(): [] {
  return [];
}

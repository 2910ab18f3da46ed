import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caseList } from '../../src/case/views/case-list/case-list.projection.js';
import { tableOf } from '../../src/projection/projection.js';
import { type Ended, type Spawned, spawned } from '../support/service.js';
import type { Spreadsheet } from './ledger.js';
import type { Point } from './plan.js';
import type { Scene } from './scene.js';
import type { Victim } from './victim.js';

const ROWS = 400;
const IMPORT_MS = 500;
const REBUILD_MS = 200;
/** Between the death of what a command leans on and its own. */
const AFTERWARDS_MS = 300;
const PATIENCE_MS = 30_000;
const STEP_MS = 3;

/** A task of the command line. */
interface Task {
  readonly name: string;
  readonly args: readonly string[];
  /** A query, with its parameters, that finds a row while the task is under way. */
  readonly underWay: string;
  readonly parameters: readonly string[];
  /** How long it is left alone then at most. */
  readonly longestMs: number;
}

const importing: Victim = {
  name: 'import',
  share: 1,
  async strike(scene, point) {
    const sheet = scene.ledger.addSpreadsheet(ROWS);
    const file = join(scene.dataDir, `${sheet.source}.csv`);
    writeFileSync(file, sheet.csv);
    const ended = await strikeTask(scene, point, {
      name: 'import',
      args: ['import', file, '--source', sheet.source, '--as', 'secretariat'],
      underWay: `select 1 from import_run where source = $1 and state = 'RUNNING'`,
      parameters: [sheet.source],
      longestMs: IMPORT_MS,
    });
    if (ended.exitCode === 0) acknowledge(sheet, ended.stdout);
  },
};

const rebuilding: Victim = {
  name: 'rebuild',
  share: 1,
  async strike(scene, point) {
    await strikeTask(scene, point, {
      name: 'rebuild',
      args: ['rebuild', caseList.name],
      underWay: 'select 1 where to_regclass($1) is not null',
      parameters: [`${tableOf(caseList)}_rebuild`],
      longestMs: REBUILD_MS,
    });
  },
};

/** Tasks of the command line that are killed, or whose service or server is, with the task a moment later. */
export const COMMAND_VICTIMS: readonly Victim[] = [importing, rebuilding];

/**
 * A third of the tasks die alone, beside a service that lives on. The others lose the service or the server, and die a
 * moment later; or they never had a service.
 */
async function strikeTask(scene: Scene, { way, moment }: Point, task: Task): Promise<Ended> {
  const alone = way >= 0.75;
  if (alone) await scene.kill();
  const running = await spawned(['cli', ...task.args], scene.settings);
  const dead = scene.postmaster;
  const seen = await untilUnderWay(scene, running, task);
  await sleep(moment * task.longestMs);
  const losesService = way >= 0.35 && way < 0.55;
  const losesServer = way >= 0.55 && way < 0.75;
  if (losesService) await scene.kill();
  if (losesServer) scene.killServer();
  if (losesService || losesServer) await sleep(moment * AFTERWARDS_MS);
  await running.kill();
  const ended = await running.ended;
  scene.count(`${task.name} ${seen && ended.exitCode === null ? 'cut off' : 'too late or too early'}`);
  if (losesServer) await scene.untilRecovered(dead);
  return ended;
}

/** True as soon as the task is under way; false where it ended before that was seen. */
async function untilUnderWay(scene: Scene, running: Spawned, task: Task): Promise<boolean> {
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  let client: pg.Client | undefined;
  for (const began = Date.now(); !over && Date.now() - began < PATIENCE_MS; await sleep(STEP_MS)) {
    try {
      client ??= await connected(scene);
      const { rowCount } = await client.query(task.underWay, [...task.parameters]);
      if (rowCount === 0) continue;
      await client.end();
      return true;
    } catch {
      // A command that has no service ends the server that was left behind, and starts its own.
      void client?.end().catch(nothing);
      client = undefined;
    }
  }
  void client?.end().catch(nothing);
  return false;
}

async function connected({ databaseUrl }: Scene): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 1_000 });
  client.on('error', nothing);
  await client.connect();
  return client;
}

/** What the command said of its rows. */
function acknowledge(sheet: Spreadsheet, stdout: string): void {
  const [, recorded, alreadyRecorded] = /(\d+) recorded, (\d+) already recorded/.exec(stdout) ?? [];
  sheet.acknowledged ??= { recorded: Number(recorded), alreadyRecorded: Number(alreadyRecorded) };
}

function nothing(): void {}

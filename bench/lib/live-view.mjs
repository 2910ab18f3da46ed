import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CASE_EVENT_TYPES } from './cases.mjs';
import { openLog } from './log.mjs';
import { openEmmett, query } from './peers.mjs';
import { caseListTable } from './product.mjs';

/** How far the list of cases has come. */
export const SHOWN = "select position from projection_checkpoint where name = 'case_list' and build = 'live'";

const LOOK_MS = 5;
/** A view that stood still for so long shows nothing more. Emmett looks at an idle log once a second. */
const STILL_MS = 30_000;
const EMMETT_STILL_MS = 3_000;

/**
 * The product's list of cases, fed live. Positions that were appended (`append` answers them) and the position that is
 * shown (`shown`) can be compared; what is shown is committed with its rows.
 */
export async function openOurView(context, name) {
  const log = await openLog(context, name);
  const { caseList, ProjectionRunner } = context.product;
  const feed = await log.openFeed();
  const report = { advanced: () => undefined, trouble: (_, error) => console.error(error) };
  const runner = new ProjectionRunner(caseList, log, log.store, feed, report);
  runner.start();
  const shown = watched(log.url, SHOWN, String);
  return {
    append: (request) => log.append(request),
    shown,
    async losses() {
      const differences = await context.product.verify(log.pool, feed, caseList);
      return differences.length + (await miscounted(log)) + (await log.losses());
    },
    async close() {
      await shown.close();
      await runner.stop();
      await log.close();
    },
  };
}

/** Every event of a case changes its row, so each must stand in the view once: as the present row or as a past one. */
export async function miscounted({ pool }, table) {
  table ??= await caseListTable();
  const { rows } = await pool.query(
    `select (select count(*) from es_event where stream like 'case-%')
          - (select count(*) from ${table}) - (select count(*) from ${table}_past) as missing`,
  );
  return Math.abs(rows[0].missing);
}

/** The same fold by emmett's consumer and its document projection, both as they come. */
export async function openEmmettView(context, name) {
  const emmett = await openEmmett(context, name);
  const { pongoSingleStreamProjection } = await import('@event-driven-io/emmett-postgresql');
  const consumer = emmett.store.consumer();
  const projection = pongoSingleStreamProjection({
    collectionName: 'case_list',
    canHandle: CASE_EVENT_TYPES,
    evolve: folding(context.product.caseList),
  });
  consumer.projector({ projection });
  const running = consumer.start();
  const expected = new Map();
  const shown = watched(
    emmett.url,
    'select last_processed_checkpoint as position from emt_processors',
    BigInt,
    EMMETT_STILL_MS,
  );
  return {
    append({ stream, events }) {
      expected.set(stream, events.length);
      const messages = events.map(({ type, data, meta }) => ({ type, data, metadata: meta }));
      return emmett.append(stream, messages);
    },
    shown,
    /** Events that a document lacks or was given twice, and of how many. */
    async losses() {
      const rows = await query(
        emmett.url,
        "select _id as stream, (data ->> 'folded')::int as folded from case_list",
      );
      const folded = new Map(rows.map((row) => [row.stream, row.folded]));
      let lost = 0;
      let all = 0;
      for (const [stream, count] of expected) {
        lost += Math.abs(count - (folded.get(stream) ?? 0));
        all += count;
      }
      return `${lost} of ${all.toLocaleString('en')}`;
    },
    async close() {
      await shown.close();
      await consumer.stop();
      await running;
      await emmett.close();
    },
  };
}

/**
 * The handlers of the product's view over a document, which also counts what was folded into it. A fold that throws
 * would end the consumer, and the event with which a case begins is among those that its feed leaves out.
 */
function folding({ on }) {
  return (document, { type, data, metadata }) => {
    const folded = (document?.folded ?? 0) + 1;
    if (type !== CASE_EVENT_TYPES[0] && document?.id === undefined) return { ...document, folded };
    const row = on[type](document, {
      type,
      data,
      by: metadata.actor,
      at: new Date().toISOString(),
      stream: metadata.streamName,
      revision: Number(metadata.streamPosition) - 1,
      position: String(metadata.globalPosition),
    });
    return { ...row, folded };
  };
}

/** Looks again and again how far a view has come, and tells whoever waits for a position. */
export function watched(url, text, toPosition, stillMs = STILL_MS) {
  const waiting = new Set();
  let goesOn = true;
  let position;
  let movedAt = 0;
  const tell = (now) => {
    for (const waiter of waiting) {
      const isShown = position !== undefined && position >= waiter.position;
      if (!isShown && now - Math.max(movedAt, waiter.since) < stillMs) continue;
      waiting.delete(waiter);
      waiter.resolve(isShown ? now : movedAt);
    }
  };
  const look = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (; goesOn; await sleep(LOOK_MS)) {
      const [row] = (await client.query({ name: 'shown', text }).catch(notYet)).rows;
      const next = row?.position == null ? undefined : toPosition(row.position);
      const now = performance.now();
      if (next !== position) movedAt = now;
      position = next;
      tell(now);
    }
    await client.end();
  };
  const looking = look();
  return {
    /** Resolves with the time at which the position was seen; of a view that stands still for good, since when. */
    reached: (wanted) =>
      new Promise((resolve) => waiting.add({ position: wanted, since: performance.now(), resolve })),
    async close() {
      goesOn = false;
      await looking;
    },
  };
}

/** The table is made by whoever feeds the view. */
function notYet() {
  return { rows: [] };
}

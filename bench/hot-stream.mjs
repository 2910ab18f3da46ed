import { randomUUID } from 'node:crypto';
import { openLog } from './lib/log.mjs';
import { inTurn, rate } from './lib/measure.mjs';
import { atLeast } from './lib/target.mjs';

const LANES = 20;
const COUNT = 1_000;
const ALONE = 300;

const FOLD = {
  initial: { notes: 0 },
  evolve: ({ notes }) => ({ notes: notes + 1 }),
  upcast: ({ type, data }) => ({ type, data }),
  versionOf: () => 1,
};

/** Commands to one stream: from many callers at once, one after the other, and from two processes. */
export async function measureHotStream(context) {
  const log = await openLog(context, 'hot_stream');
  let appends = 0;
  const counted = {
    append: (request) => {
      appends++;
      return log.store.append(request);
    },
    read: (stream, options) => log.store.read(stream, options),
  };
  const decided = new Map();
  const together = () => commands(new context.product.Decisions(counted), LANES, COUNT, decided);
  const candidates = [
    { name: `commands on one stream, ${LANES}-way`, measure: together },
    {
      name: 'one command after the other',
      measure: () => commands(new context.product.Decisions(log.store), 1, ALONE, decided),
    },
  ];
  const [ours, alone] = await inTurn(candidates, context.rounds, context.say);
  const attempts = appends / (COUNT * (context.rounds + 1));
  const shared = await fromTwoProcesses(context, log, decided);
  const lost = await lossesOf(log, decided);
  await log.close();
  return [
    {
      name: `commands on one hot stream, ${LANES}-way`,
      ours: ours.median,
      cores: ours.cores,
      peer: alone.median,
      peerName: 'one command at a time',
      target: atLeast(3),
      lost,
      settings: `${COUNT} commands × ${context.rounds}, ${attempts.toFixed(2)} appends a command`,
      limit:
        'the depth of a chain: what waits while an append is under way is decided in memory and travels as one request, so a command costs its share of one journal write.',
    },
    {
      ...shared,
      peer: alone.median,
      peerName: 'one command at a time',
      lost,
      limit:
        'conflicts: each append of one writer refuses the chain of the other, which is read and decided again; five times, then the caller is told.',
    },
  ];
}

async function commands(decisions, lanes, count, decided) {
  const stream = `case-${randomUUID()}`;
  return rate(lanes, count, () => decide(decisions, stream, decided));
}

async function fromTwoProcesses(context, log, decided) {
  const own = new context.product.Decisions(log.store);
  const otherStore = new context.product.PostgresEventStore(
    log.pool,
    await context.product.logIdOf(log.pool),
  );
  const other = new context.product.Decisions(otherStore);
  const stream = `case-${randomUUID()}`;
  let refused = 0;
  const ours = await rate(LANES, COUNT, async (number) => {
    for (;;) {
      try {
        return await decide(number % 2 ? own : other, stream, decided);
      } catch (error) {
        if (error.code !== 'concurrent_change') throw error;
        refused++;
      }
    }
  });
  const name = `commands on one hot stream, ${LANES}-way, two writers`;
  return { name, ours, settings: `${COUNT} commands, ${refused} refused with 409 and sent again` };
}

async function decide(decisions, stream, decided) {
  const commandId = randomUUID();
  await decisions.decide({
    stream,
    fold: FOLD,
    context: {
      commandId,
      requestHash: '0'.repeat(64),
      correlationId: commandId,
      now: new Date(),
    },
    authorise: () => ({ id: 'system', role: 'SYSTEM' }),
    decide: () => [{ type: 'NoteTaken', data: { text: 'catatan' } }],
    about: () => ({ area: '33.74.01' }),
  });
  decided.set(commandId, stream);
}

async function lossesOf(log, decided) {
  const { rows } = await log.pool.query(
    "select meta::json ->> 'commandId' as command, count(*)::int as times from es_event group by 1",
  );
  const times = new Map(rows.map(({ command, times }) => [command, times]));
  const lost = [...decided.keys()].filter((command) => !times.has(command)).length;
  return lost + rows.filter(({ times }) => times > 1).length;
}

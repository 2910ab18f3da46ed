import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Decided, Decisions } from '../../src/event-store/decision.js';
import { InvalidAppend, StoreUnavailable } from '../../src/event-store/event-store.js';
import { logIdOf, PostgresEventStore } from '../../src/event-store/postgres/postgres-event-store.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { GATE_FOLD, type Gate, GUARD, gateCommands } from '../support/gate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { WatchedEventStore } from '../support/watched-event-store.js';

type Outcome = Decided<Gate> | string;

/** The answer, or the code or name of what was thrown. */
function outcomeOf(decided: Promise<Decided<Gate>>): Promise<Outcome> {
  return decided.catch((error: Error) => (error instanceof DomainError ? error.code : error.name));
}

function outcomesOf(decided: readonly Promise<Decided<Gate>>[]): Promise<Outcome[]> {
  return Promise.all(decided.map(outcomeOf));
}

function revisionsOf(outcomes: readonly Outcome[]): (number | string)[] {
  return outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.revision));
}

describe('decisions on PostgreSQL', () => {
  let test: TestDatabase;
  let otherPool: pg.Pool;
  let store: PostgresEventStore;
  let watched: WatchedEventStore;
  let decisions: Decisions;
  /** Another process on the same log. */
  let elsewhere: Decisions;

  beforeAll(async () => {
    test = await createTestDatabase();
    const logId = await logIdOf(test.database.pool);
    store = new PostgresEventStore(test.database.pool, logId);
    otherPool = new pg.Pool({ connectionString: test.url, max: 4 });
    elsewhere = new Decisions(new PostgresEventStore(otherPool, logId));
  });
  beforeEach(() => {
    watched = new WatchedEventStore(store);
    decisions = new Decisions(watched);
  });
  afterAll(async () => {
    await otherPool.end();
    await test.drop();
  });

  const opened = async () => {
    const gate = gateCommands();
    const { revision } = await elsewhere.decide(gate.open());
    expect(revision).toBe(0);
    return gate;
  };

  describe('a repeated command', () => {
    it('sent ten times at once to two processes is recorded once and answered ten times alike', async () => {
      const gate = gateCommands();
      const [opening, closing] = [
        { commandId: randomUUID() },
        { commandId: randomUUID(), ifMatch: 0, required: true },
      ];
      for (const command of [() => gate.open(opening), () => gate.close(closing)]) {
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, index) => (index % 2 ? decisions : elsewhere).decide(command())),
        );
        const [first, ...others] = answers.map(({ replayed: _, ...answer }) => answer);
        for (const other of others) expect(other).toEqual(first);
        expect(answers.filter(({ replayed }) => !replayed).length).toBeLessThanOrEqual(1);
      }
      expect(await store.read(gate.stream)).toHaveLength(2);
    });

    it('is answered from the stream for ever, with what was stored and not with what stands now', async () => {
      const gate = await opened();
      const key = { commandId: randomUUID() };
      const first = await decisions.decide(gate.note(['one', 'two'], key));
      await decisions.decide(gate.close());
      const again = await new Decisions(store).decide(gate.note(['one', 'two'], key));
      expect(again).toEqual({ ...first, replayed: true });
      expect(again).toMatchObject({ revision: 2, state: { status: 'open', notes: ['one', 'two'] } });
      expect(again.state.at).toBe(again.recordedAt.toISOString());
    });

    it('is answered although its first try made its own If-Match stale and the rule would refuse it now', async () => {
      const gate = await opened();
      const key = { commandId: randomUUID(), ifMatch: 0, required: true };
      const first = await decisions.decide(gate.close(key));
      expect(await decisions.decide(gate.close(key))).toEqual({ ...first, replayed: true });
      expect(await outcomeOf(decisions.decide(gate.close({ ifMatch: 0 })))).toBe('stale_revision');
    });

    it('that opens a stream is answered although the rule would refuse it now', async () => {
      const gate = gateCommands();
      const request = gate.open();
      const first = await elsewhere.decide(request);
      const refused = () => {
        throw new DomainError('not_in_season');
      };
      expect(await decisions.decide({ ...request, decide: refused })).toEqual({ ...first, replayed: true });
      expect(await outcomeOf(decisions.decide({ ...gateCommands().open(), decide: refused }))).toBe(
        'not_in_season',
      );
    });

    it('is authorised over the state that its first try met', async () => {
      const gate = await opened();
      const whileOpen = ({ status }: Gate) => {
        if (status !== 'open') throw new DomainError('not_found');
        return GUARD;
      };
      const request = { ...gate.close(), authorise: whileOpen };
      const first = await decisions.decide(request);
      expect(await decisions.decide(request)).toEqual({ ...first, replayed: true });
      expect(await outcomeOf(decisions.decide({ ...gate.reopen(), authorise: whileOpen }))).toBe('not_found');
    });

    it('with another body is refused, after the permission and before If-Match and the rule', async () => {
      const gate = await opened();
      const commandId = randomUUID();
      await decisions.decide(gate.close({ commandId }));
      const other = gate.close({
        commandId,
        requestHash: 'b'.repeat(64),
        ifMatch: 'unusable',
        required: true,
      });
      expect(await outcomeOf(decisions.decide(other))).toBe('key_reused');
      const forbidden = () => {
        throw new DomainError('forbidden');
      };
      expect(await outcomeOf(decisions.decide({ ...other, authorise: forbidden }))).toBe('forbidden');
      const both = [gate.note(['a'], { commandId: randomUUID() })];
      both.push(gate.note(['b'], { commandId: both[0]?.context.commandId, requestHash: 'b'.repeat(64) }));
      expect(revisionsOf(await outcomesOf(both.map((one) => decisions.decide(one))))).toEqual([
        2,
        'key_reused',
      ]);
    });

    it('on another stream is another command', async () => {
      const [one, two] = [gateCommands(), gateCommands()];
      const key = { commandId: randomUUID() };
      expect((await decisions.decide(one.open(key))).replayed).toBe(false);
      expect((await decisions.decide(two.open(key))).replayed).toBe(false);
      expect(await outcomeOf(decisions.decide(one.open()))).toBe('id_taken');
    });

    it('after an answer that was lost is recorded once', async () => {
      const gate = await opened();
      const key = { commandId: randomUUID() };
      watched.afterAppend = () => Promise.reject(new StoreUnavailable('The answer was lost.'));
      const lost = [gate.close(key), gate.note(['a'])].map((request) => decisions.decide(request));
      expect(await outcomesOf(lost)).toEqual(['StoreUnavailable', 'StoreUnavailable']);
      const again = await new Decisions(store).decide(gate.close(key));
      expect(again).toMatchObject({ revision: 1, replayed: true });
      expect(await store.read(gate.stream)).toHaveLength(3);
    });
  });

  describe('commands on one hot stream', () => {
    it('travel together, and each is answered with its own revision and state', async () => {
      const gate = await opened();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => decisions.decide(gate.note([`${index}`]))),
      );
      expect(answers.map(({ revision }) => revision)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
      answers.forEach(({ state, events, position, recordedAt }, index) => {
        expect(state.notes).toHaveLength(index + 1);
        expect(state.at).toBe(recordedAt.toISOString());
        expect(events).toMatchObject([{ position, revision: index + 1, data: { text: `${index}` } }]);
      });
      expect(watched.requests).toHaveLength(1);
      expect(await store.read(gate.stream)).toEqual([
        ...(await store.read(gate.stream, { limit: 1 })),
        ...answers.flatMap(({ events }) => events),
      ]);
    });

    it('that follow each other read their stream once, also when the first one opened it', async () => {
      const gate = gateCommands();
      await decisions.decide(gate.open());
      for (const text of ['a', 'b', 'c']) await decisions.decide(gate.note([text]));
      expect(watched.reads).toBe(0);
      const known = await opened();
      for (const text of ['a', 'b', 'c']) await decisions.decide(known.note([text]));
      expect(watched.reads).toBe(1);
    });

    it('are neither refused nor let through by what was known before another process wrote', async () => {
      const gate = await opened();
      await decisions.decide(gate.close());
      await elsewhere.decide(gate.reopen());
      // Known here as closed, which forbids closing.
      expect(await outcomeOf(decisions.decide(gate.close()))).toMatchObject({ revision: 3 });
      await elsewhere.decide(gate.reopen());
      await elsewhere.decide(gate.freeze());
      // Known here as closed, which would let it be reopened.
      expect(await outcomeOf(decisions.decide(gate.reopen()))).toBe('gate_is_frozen');
      expect((await store.read(gate.stream)).map(({ type }) => type).slice(3)).toEqual([
        'GateClosed',
        'GateOpened',
        'GateFrozen',
      ]);
    });

    it('from twenty callers need one append a chain', async () => {
      const gate = await opened();
      const caller = async (): Promise<void> => {
        for (let count = 0; count < 10; count++) await decisions.decide(gate.note(['x']));
      };
      await Promise.all(Array.from({ length: 20 }, caller));
      expect(await store.read(gate.stream)).toHaveLength(201);
      expect(watched.requests.length).toBeLessThanOrEqual(12);
    });

    it('are decided again as a whole when somebody wrote in between', async () => {
      const gate = await opened();
      watched.beforeAppend = async () => {
        if (watched.requests.length === 1) await elsewhere.decide(gate.freeze());
      };
      const chain = [gate.close(), gate.reopen(), gate.note(['a'])];
      const outcomes = await outcomesOf(chain.map((request) => decisions.decide(request)));
      expect(revisionsOf(outcomes)).toEqual(['gate_is_frozen', 'gate_is_frozen', 2]);
      const types = (await store.read(gate.stream)).map(({ type }) => type);
      expect(types).toEqual(['GateOpened', 'GateFrozen', 'GateNoted']);
    });

    it('lose nothing while a second process writes too', async () => {
      const gate = await opened();
      const ids = Array.from({ length: 60 }, () => randomUUID());
      const write = async (commandId: string, index: number): Promise<number> => {
        const door = index % 2 ? decisions : elsewhere;
        for (;;) {
          const outcome = await outcomeOf(door.decide(gate.note([commandId], { commandId })));
          if (typeof outcome !== 'string') return outcome.revision;
          expect(outcome).toBe('concurrent_change');
        }
      };
      const revisions = await Promise.all(ids.map(write));
      expect([...revisions].sort((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
      const events = await store.read(gate.stream);
      revisions.forEach((revision, index) => {
        expect(events[revision]?.data).toEqual({ text: ids[index] });
      });
    });

    it('give up with a clear answer after five lost races', async () => {
      const gate = await opened();
      watched.beforeAppend = async () => {
        await elsewhere.decide(gate.note(['foreign']));
      };
      const outcomes = await outcomesOf([
        decisions.decide(gate.close()),
        decisions.decide(gate.note(['own'])),
      ]);
      expect(outcomes).toEqual(['concurrent_change', 'concurrent_change']);
      expect(watched.requests).toHaveLength(5);
      watched.beforeAppend = () => Promise.resolve();
      expect(await decisions.decide(gate.close())).toMatchObject({ revision: 6, replayed: false });
    });

    it('are answered after five lost races where another try of the command won the last', async () => {
      const gate = await opened();
      const options = { commandId: randomUUID() };
      watched.beforeAppend = async () => {
        const won = watched.requests.length === 5;
        await elsewhere.decide(won ? gate.close(options) : gate.note(['foreign']));
      };
      const outcomes = await Promise.allSettled([
        decisions.decide(gate.close(options)),
        decisions.decide(gate.note(['own'])),
      ]);
      expect(outcomes).toMatchObject([
        { status: 'fulfilled', value: { revision: 5, replayed: true } },
        { status: 'rejected', reason: { code: 'concurrent_change' } },
      ]);
    });

    it('are not harmed by a refusal, a fault or an unstorable event among them', async () => {
      const gate = await opened();
      const fault = () => {
        throw new TypeError('a fault');
      };
      const unreadable = {
        ...GATE_FOLD,
        evolve: (state: Gate, fact: Parameters<typeof GATE_FOLD.evolve>[1]) =>
          fact.type === 'GateClosed' ? fault() : GATE_FOLD.evolve(state, fact),
      };
      const requests = [
        gate.note(['a']),
        gate.reopen(),
        { ...gate.note(['b']), decide: fault },
        gate.note(['c', 'half \ud83d']),
        { ...gate.close(), fold: unreadable },
        gate.note([]),
        { ...gate.note(['d']), about: fault },
        gate.note(['e']),
      ];
      const outcomes = await outcomesOf(requests.map((request) => decisions.decide(request)));
      expect(revisionsOf(outcomes)).toEqual([
        1,
        'gate_is_open',
        'TypeError',
        'InvalidAppend',
        'TypeError',
        'nothing_to_change',
        'TypeError',
        2,
      ]);
      expect(watched.requests).toHaveLength(1);
      expect((await store.read(gate.stream)).map(({ type }) => type)).toEqual([
        'GateOpened',
        'GateNoted',
        'GateNoted',
      ]);
    });

    it('are refused only over what stands: what an append that did not happen forbade is decided again', async () => {
      const gate = await opened();
      // Closing forbids the second closing, but then the gate was closed and opened by somebody else.
      watched.beforeAppend = async () => {
        if (watched.requests.length > 1) return;
        await elsewhere.decide(gate.close());
      };
      const chain = [gate.close(), gate.close(), gate.reopen()];
      const outcomes = await outcomesOf(chain.map((request) => decisions.decide(request)));
      expect(revisionsOf(outcomes)).toEqual(['gate_is_closed', 'gate_is_closed', 2]);
      const free = await opened();
      watched.requests.length = 0;
      watched.beforeAppend = async ({ events }) => {
        if (watched.requests.length === 1) {
          expect(events.map(({ type }) => type)).toEqual(['GateFrozen']);
          await elsewhere.decide(free.note(['foreign']));
          watched.beforeAppend = () => Promise.resolve();
        }
      };
      const frozen = [free.freeze({ ifMatch: 0 }), free.close()];
      expect(revisionsOf(await outcomesOf(frozen.map((request) => decisions.decide(request))))).toEqual([
        2,
        'gate_is_frozen',
      ]);
      const taken = await opened();
      watched.requests.length = 0;
      watched.beforeAppend = async () => {
        if (watched.requests.length === 1) await elsewhere.decide(taken.note(['foreign']));
      };
      // The first is refused over the foreign note, so that the second, which it forbade, may go.
      const first = taken.freeze();
      const strict = {
        ...first,
        precondition: { ifMatch: 0, required: true, conflicts: new Set(['GateNoted']) },
      };
      const both = await outcomesOf([decisions.decide(strict), decisions.decide(taken.close())]);
      expect(revisionsOf(both)).toEqual(['stale_revision', 2]);
    });

    it('tell in a refusal only times that are stored', async () => {
      const gate = await opened();
      const requests = [gate.close({ ifMatch: 0 }), gate.close({ ifMatch: 0 })];
      const [first, second] = await Promise.allSettled(requests.map((request) => decisions.decide(request)));
      const { recordedAt } = (first as PromiseFulfilledResult<Decided<Gate>>).value;
      expect((second as PromiseRejectedResult).reason).toMatchObject({
        code: 'stale_revision',
        details: {
          revision: 1,
          since: [{ type: 'GateClosed', revision: 1, recordedAt: recordedAt.toISOString() }],
        },
      });
    });

    it('are told apart from those that another process sent a moment before', async () => {
      const gate = await opened();
      const shared = { commandId: randomUUID() };
      watched.beforeAppend = async () => {
        if (watched.requests.length === 1) await elsewhere.decide(gate.note(['shared'], shared));
      };
      const chain = [gate.note(['shared'], shared), gate.note(['own'])];
      const outcomes = await outcomesOf(chain.map((request) => decisions.decide(request)));
      expect(outcomes).toMatchObject([
        { revision: 1, replayed: true },
        { revision: 2, replayed: false },
      ]);
    });

    it('that are too many or too large together travel in several appends', async () => {
      const gate = await opened();
      const four = ['1', '2', '3', '4'];
      const many = await outcomesOf(Array.from({ length: 30 }, () => decisions.decide(gate.note(four))));
      expect(revisionsOf(many)).toEqual(Array.from({ length: 30 }, (_, index) => 4 * (index + 1)));
      expect(watched.requests.map(({ events }) => events.length)).toEqual([100, 20]);
      watched.requests.length = 0;
      const large = 'x'.repeat(100_000);
      const requests = Array.from({ length: 12 }, () => gate.note([large]));
      requests.push(gate.note(Array(10).fill(large)), gate.note(Array(101).fill('x')), gate.note(['small']));
      const outcomes = revisionsOf(await outcomesOf(requests.map((request) => decisions.decide(request))));
      expect(outcomes.filter((outcome) => outcome === 'InvalidAppend')).toHaveLength(2);
      expect(outcomes.slice(12, 14)).toEqual(['InvalidAppend', 'InvalidAppend']);
      expect(watched.requests.length).toBeLessThanOrEqual(3);
      expect(await store.read(gate.stream)).toHaveLength(121 + 13);
      expect(new InvalidAppend('')).toBeInstanceOf(Error);
    });

    it('are turned away when too many wait', async () => {
      const gate = await opened();
      const outcomes = await outcomesOf(
        Array.from({ length: 600 }, () => decisions.decide(gate.note(['x']))),
      );
      const refused = outcomes.filter((outcome) => outcome === 'overloaded');
      expect(refused.length).toBeGreaterThanOrEqual(99);
      expect(await store.read(gate.stream)).toHaveLength(1 + 600 - refused.length);
    });
  });

  describe('If-Match', () => {
    it('is stale only by events that conflict with the action', async () => {
      const gate = await opened();
      await decisions.decide(gate.note(['a']));
      await decisions.decide(gate.note(['b']));
      expect(await decisions.decide(gate.close({ ifMatch: 0, required: true }))).toMatchObject({
        revision: 3,
      });
      expect(await outcomeOf(decisions.decide(gate.reopen({ ifMatch: 2, required: true })))).toBe(
        'stale_revision',
      );
      expect(await decisions.decide(gate.reopen({ ifMatch: 3, required: true }))).toMatchObject({
        revision: 4,
      });
    });

    it('is stale where it was not reached yet or cannot be used, also where it is not required', async () => {
      const gate = await opened();
      for (const ifMatch of [1, 7, 'unusable'] as const) {
        for (const required of [true, false]) {
          const refused = decisions.decide(gate.close({ ifMatch, required }));
          await expect(refused).rejects.toMatchObject({
            code: 'stale_revision',
            details: { revision: 0, since: [] },
          });
        }
      }
    });

    it('is missing only where it is required, and before the rule is asked', async () => {
      const gate = await opened();
      expect(await outcomeOf(decisions.decide(gate.reopen({ required: true })))).toBe('if_match_missing');
      expect(await outcomeOf(decisions.decide(gate.reopen({ ifMatch: 5 })))).toBe('stale_revision');
      expect(await outcomeOf(decisions.decide(gate.reopen({ ifMatch: 0 })))).toBe('gate_is_open');
      expect(await decisions.decide(gate.close())).toMatchObject({ revision: 1 });
    });

    it('counts what the command’s own neighbours changed', async () => {
      const gate = await opened();
      const chain = [gate.close({ ifMatch: 0 }), gate.reopen({ ifMatch: 0 }), gate.reopen({ ifMatch: 1 })];
      const outcomes = await outcomesOf(chain.map((request) => decisions.decide(request)));
      expect(revisionsOf(outcomes)).toEqual([1, 'stale_revision', 2]);
    });
  });
});

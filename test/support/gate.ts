import { randomUUID } from 'node:crypto';
import type { CommandContext, DecisionRequest, IfMatch, StreamFold } from '../../src/event-store/decision.js';
import type { Actor } from '../../src/kernel/actor.js';
import type { Fact } from '../../src/kernel/decider.js';
import { DomainError } from '../../src/kernel/domain-error.js';

export type GateEvent =
  | { readonly type: 'GateOpened'; readonly data: object }
  | { readonly type: 'GateClosed'; readonly data: object }
  | { readonly type: 'GateFrozen'; readonly data: object }
  | { readonly type: 'GateNoted'; readonly data: { readonly text: string } };

/** A gate that is open or closed, until it is frozen; with notes that anybody may leave. */
export interface Gate {
  readonly status: 'missing' | 'open' | 'closed' | 'frozen';
  readonly notes: readonly string[];
  /** When the last event was recorded. */
  readonly at: string | null;
}

export const GATE_FOLD: StreamFold<Gate, GateEvent> = {
  initial: { status: 'missing', notes: [], at: null },
  evolve: (gate, fact) => ({ ...change(gate, fact), at: fact.at }),
  upcast: ({ type, data }) => ({ type, data }) as GateEvent,
  versionOf: () => 1,
};

function change(gate: Gate, fact: Fact<GateEvent>): Gate {
  switch (fact.type) {
    case 'GateOpened':
      return { ...gate, status: 'open' };
    case 'GateClosed':
      return { ...gate, status: 'closed' };
    case 'GateFrozen':
      return { ...gate, status: 'frozen' };
    case 'GateNoted':
      return { ...gate, notes: [...gate.notes, fact.data.text] };
  }
}

export const GUARD: Actor = { id: 'system', role: 'SYSTEM' };
const MOVES = new Set(['GateOpened', 'GateClosed', 'GateFrozen']);

type GateRequest = DecisionRequest<Gate, GateEvent>;

export interface Options {
  readonly commandId?: string;
  readonly requestHash?: string;
  readonly ifMatch?: IfMatch;
  readonly required?: boolean;
}

/** Commands to one gate. */
export function gateCommands(stream: string = `gate-${randomUUID()}`) {
  const base = (options: Options, opens = false): Omit<GateRequest, 'decide'> => ({
    stream,
    fold: GATE_FOLD,
    context: contextOf(options),
    opens,
    authorise: () => GUARD,
    precondition: { ifMatch: options.ifMatch, required: options.required ?? false, conflicts: MOVES },
    about: () => ({ area: '33.74' }),
  });
  const move = (from: Gate['status'], event: GateEvent, options: Options): GateRequest => ({
    ...base(options, from === 'missing'),
    decide({ status }) {
      if (status !== from) throw new DomainError(`gate_is_${status}`);
      return [event];
    },
  });
  return {
    stream,
    open: (options: Options = {}) => move('missing', { type: 'GateOpened', data: {} }, options),
    close: (options: Options = {}) => move('open', { type: 'GateClosed', data: {} }, options),
    reopen: (options: Options = {}) => move('closed', { type: 'GateOpened', data: {} }, options),
    freeze: (options: Options = {}): GateRequest => ({
      ...base(options),
      decide: () => [{ type: 'GateFrozen', data: {} }],
    }),
    note: (texts: readonly string[], options: Options = {}): GateRequest => ({
      ...base(options),
      decide: () => texts.map((text) => ({ type: 'GateNoted', data: { text } })),
    }),
  };
}

function contextOf({ commandId = randomUUID(), requestHash = 'a'.repeat(64) }: Options): CommandContext {
  return { commandId, requestHash, correlationId: randomUUID(), now: new Date() };
}

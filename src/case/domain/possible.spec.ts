import {
  ACCEPT,
  ASSIGN,
  acting,
  CLOSE,
  given,
  HANDLE,
  history,
  hour,
  LEAD,
  REFER,
  REFUSE,
  RESOLVE,
  recording,
  refusal,
  type Step,
  SUPPORT,
  stateOf,
  VERIFY,
  when,
} from '../../../test/support/case-scenario.js';
import type { CaseAction } from './case.commands.js';
import type { CaseStatus } from './case.events.js';
import { known } from './case.state.js';
import { ACTION_TYPES } from './permissions.js';
import { obstacleTo } from './possible.js';

const ASKED: readonly Step[] = [
  recording({ severity: 1, access: 'RESTRICTED' }),
  acting({ type: 'input-requests', agency: 'DLH', question: '?' }),
];
const WATCHED: readonly Step[] = [
  recording({ severity: 1, access: 'RESTRICTED', nature: 'POTENTIAL' }),
  acting({ type: 'input-requests', agency: 'DLH', question: '?' }),
  acting(VERIFY),
];
const ASSIGNED = [...ASKED, acting(VERIFY), acting(ASSIGN)];
const HANDLED = [...ASSIGNED, acting(ACCEPT, { by: LEAD })];
const RESOLVED = [...HANDLED, acting(RESOLVE, { by: LEAD })];
const dupe = { type: 'verification', outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' } as const;

/** One case in every status, restricted, with a question open; nothing else that the status does not bring. */
const CASES: { readonly [S in CaseStatus]: readonly Step[] } = {
  RECEIVED: ASKED,
  VERIFIED: [...ASKED, acting(VERIFY)],
  MONITORED: WATCHED,
  ASSIGNED,
  IN_PROGRESS: HANDLED,
  REFERRED: [...HANDLED, acting(REFER)],
  RESOLVED,
  CLOSED: [...RESOLVED, acting(CLOSE)],
  REJECTED: [...ASKED, acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' })],
  DUPLICATE: [...ASKED, acting(dupe, { facts: { duplicate: 'fit' } })],
};

/** A body for each action that nothing but the state can refuse. */
const ACTIONS: readonly CaseAction[] = [
  VERIFY,
  HANDLE,
  { ...ASSIGN, dueAt: hour(99) } as CaseAction,
  ACCEPT,
  REFUSE,
  { type: 'field-actions', kind: 'PATROL', takenAt: hour(1), with: [], result: 'DONE', summary: 'x' },
  { type: 'input-requests', agency: 'DLH', question: '?' },
  { type: 'input-requests/answer', n: 1, answer: 'x' },
  REFER,
  { type: 'referrals/letter', n: 1, number: '1', date: '2026-11-23' },
  { type: 'referrals/progress', n: 1, state: 'PROVEN', at: hour(1) },
  { type: 'promotion', occurredAt: hour(1) },
  { type: 'lapse', reason: 'x' },
  { type: 'notes', text: 'x' },
  { type: 'evidence', sha256: 'f'.repeat(64) },
  { type: 'corrections', field: 'place', value: 'pasar', reason: 'x' },
  { type: 'severity', severity: 2, reason: 'x' },
  RESOLVE,
  CLOSE,
  { type: 'return', reason: 'x' },
  { type: 'reopening', reason: 'x' },
  { type: 'access', person: 'p', reason: 'x' },
  { type: 'escalation', to: 'E3', reason: 'x' },
  { type: 'escalation/acknowledgement', by: 'lurah', via: 'PHONE' },
  { type: 'escalation/lowering', to: 'E0', reason: 'x' },
  { type: 'escalation/proposal/confirmation' },
  { type: 'escalation/proposal/refusal', reason: 'x' },
  { type: 'escalation/informed', group: 'x', via: 'WHATSAPP', at: hour(1) },
];

const SHORT: Readonly<Record<string, CaseStatus>> = {
  rec: 'RECEIVED',
  ver: 'VERIFIED',
  mon: 'MONITORED',
  ass: 'ASSIGNED',
  pro: 'IN_PROGRESS',
  ref: 'REFERRED',
  res: 'RESOLVED',
  clo: 'CLOSED',
  rej: 'REJECTED',
  dup: 'DUPLICATE',
};
const CODES: Readonly<Record<string, string>> = {
  '.': 'not_in_status',
  '!': 'not_verified_yet',
  a: 'already_answered',
  v: 'already_verified',
  '0': 'not_found',
  l: 'lowest_level',
  p: 'no_proposal',
};

/**
 * Every status × action: where the case stands afterwards, or why not. `.` not in this status, `!` not verified yet,
 * `a` answered before, `v` verified before, `0` there is no such referral, `l` no office below, `p` no proposal; `=` the
 * status stays.
 */
const GRID = `
                       rec  ver  mon  ass  pro  ref  res  clo  rej  dup
verification           ver  .    .    v    v    v    .    .    .    .
handling               !    pro  .    pro  .    .    .    .    .    .
assignment             !    ass  .    =    ass  .    .    .    .    .
assignment/acceptance  .    .    .    =    =    =    .    .    .    .
assignment/refusal     .    .    .    =    =    =    .    .    .    .
field-actions          =    =    =    =    =    =    =    .    .    .
input-requests         =    =    =    =    =    =    =    .    .    .
input-requests/answer  =    =    =    =    =    =    =    .    .    .
referrals              .    ref  .    ref  ref  =    .    .    .    .
referrals/letter       0    0    0    0    0    =    0    0    0    0
referrals/progress     0    0    0    0    0    pro  0    0    0    0
promotion              .    .    ver  .    .    .    .    .    .    .
lapse                  .    .    clo  .    .    .    .    .    .    .
notes                  =    =    =    =    =    =    =    =    =    =
evidence               =    =    =    =    =    =    =    =    =    =
corrections            =    =    =    =    =    =    =    =    =    =
severity               =    =    =    =    =    =    =    .    .    .
resolution             .    .    .    .    res  .    .    .    .    .
closure                .    .    .    .    .    .    clo  .    .    .
return                 .    .    .    .    .    .    pro  .    .    .
reopening              .    .    .    .    .    .    .    pro  pro  .
access                 =    =    =    =    =    =    =    =    =    =
escalation             =    =    .    =    =    =    =    .    .    .
escalation/acknowledgement        =    =    .    =    =    =    =    .    .    .
escalation/lowering               l    l    .    l    l    l    l    .    .    .
escalation/proposal/confirmation  p    p    .    p    p    p    p    .    .    .
escalation/proposal/refusal       p    p    .    p    p    p    p    .    .    .
escalation/informed               =    =    .    =    =    =    =    .    .    .
`;

const [heads = [], ...rows] = GRID.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const CELLS = rows.flatMap(([type = '', ...cells]) =>
  cells.map((cell, index) => [type, SHORT[heads[index] ?? ''] as CaseStatus, cell] as const),
);

describe('every action in every status', () => {
  it('stands in the grid', () => {
    expect(rows.map(([type]) => type)).toEqual(ACTION_TYPES);
    expect(heads.map((head) => SHORT[head])).toEqual(Object.keys(CASES));
    expect(CELLS).toHaveLength(ACTION_TYPES.length * Object.keys(CASES).length);
  });

  it.each(CELLS)('%s of a case that is %s: %s', (type, status, cell) => {
    const action = ACTIONS.find((one) => one.type === type) as CaseAction;
    const command = acting(action, { by: SUPPORT, facts: { personExists: true, mayAcknowledge: true } });
    const before = given(...CASES[status]);
    expect(before.status).toBe(status);
    const code = refusal(() => when(command, before));
    expect(code).toBe(CODES[cell]);
    if (code !== undefined) return;
    const facts = when(command, before).map((event) => ({ ...event, by: command.by, at: command.at }));
    const after = known(stateOf([...history(...CASES[status]), ...facts]));
    expect(after.status).toBe(cell === '=' ? status : SHORT[cell]);
  });

  it('tells from which statuses it would be possible', () => {
    const facts = { votingOrCounting: false };
    expect(obstacleTo({ type: 'closure' }, LEAD, given(...ASKED), facts)).toEqual({
      code: 'not_in_status',
      details: { status: 'RECEIVED', possibleFrom: ['RESOLVED'] },
    });
  });
});

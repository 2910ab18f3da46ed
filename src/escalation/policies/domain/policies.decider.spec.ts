import { fold } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { POLICY_1 } from '../../policy/policy-1.js';
import { type Policies, type PolicyCommand, policiesDecider } from './policies.decider.js';

const { version: _, ...POLICY } = POLICY_1;
const BY = { id: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12', role: 'ADMIN' };

/** The state after commands that were all taken. */
function after(...commands: readonly PolicyCommand[]): Policies {
  return commands.reduce(
    (state, command) =>
      fold(
        policiesDecider,
        state,
        policiesDecider.decide(command, state).map((event) => ({ ...event, by: BY, at: NOW })),
      ),
    policiesDecider.initial,
  );
}

function refusal(command: PolicyCommand, state: Policies): unknown {
  try {
    return policiesDecider.decide(command, state);
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.details] : error;
  }
}

const draft = (minutes = 240): PolicyCommand => ({
  type: 'draft',
  policy: { ...POLICY, clusterClock: { minutes, inStage: {} } },
});
const NOW = '2026-11-22T00:00:00Z';
type Activate = Extract<PolicyCommand, { type: 'activate' }>;
const activate = (version: number, replaces: number | null, more: Partial<Activate> = {}): PolicyCommand => ({
  type: 'activate',
  version,
  replaces,
  stated: false,
  by: BY.id,
  now: new Date(NOW),
  errors: [],
  ...more,
});

it('counts the versions, and drafting one puts nothing in force', () => {
  const { versions, inForce } = after(draft(), draft(30), draft());
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  expect(inForce).toBeNull();
});

it('never changes a version that is or was in force', () => {
  const before = after(draft(), activate(1, null), draft(30));
  const later = after(draft(), activate(1, null), draft(30), activate(2, 1), draft(60), activate(3, 2));
  expect(later.versions.slice(0, 2)).toEqual(before.versions);
  expect([before.inForce?.version, later.inForce?.version]).toEqual([1, 3]);
});

it('lets a version be put in force again after another', () => {
  expect(after(draft(), activate(1, null), draft(30), activate(2, 1), activate(1, 2)).inForce?.version).toBe(
    1,
  );
});

it('records nothing where the version is in force already', () => {
  expect(refusal(activate(1, null), after(draft(), activate(1, null)))).toEqual([]);
});

it('tells whoever activates second which version came first', () => {
  const state = after(draft(), activate(1, null), draft(30), draft(60), activate(2, 1));
  expect(refusal(activate(3, 1), state)).toEqual(['policy_replaced', { active: 2 }]);
});

it('takes nobody for somebody who saw what another put in force a moment ago, unless they say so', () => {
  const state = after(draft(), activate(1, null), draft(30), draft(60), activate(2, 1));
  const soon = { by: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e13', now: new Date(Date.parse(NOW) + 5_000) };
  const later = { ...soon, now: new Date(Date.parse(NOW) + 30_000) };
  const done = [{ type: 'PolicyActivated', data: { version: 3 } }];
  expect(refusal(activate(3, 2, soon), state)).toEqual(['policy_replaced', { active: 2 }]);
  expect(refusal(activate(3, 2, { ...soon, stated: true }), state)).toEqual(done);
  expect(refusal(activate(3, 2, later), state)).toEqual(done);
  expect(refusal(activate(3, 2, { ...soon, by: BY.id }), state)).toEqual(done);
});

it('refuses a version that does not exist, and one with errors', () => {
  const state = after(draft(), activate(1, null), draft(30));
  expect(refusal(activate(9, 1), state)).toEqual(['not_found', {}]);
  const errors = [{ pointer: '/time', code: 'no_way_up', detail: 'Dari E1 tidak ada jalan ke atas.' }];
  expect(refusal(activate(2, 1, { errors }), state)).toEqual(['policy_faulty', { version: 2, count: 1 }]);
});

it('keeps so many versions and no more', () => {
  const [policy] = after(draft()).versions;
  if (policy === undefined) throw new Error('Nothing was drafted.');
  const full = { versions: Array.from({ length: 200 }, () => policy), inForce: null };
  expect(refusal(draft(), full)).toEqual(['policy_limit', { max: 200 }]);
});

import fc from 'fast-check';
import { fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import { covers, type Grant, type Principal, ROLES } from '../../kernel/grant.js';
import { authorisePerson, type PersonCommand, personDecider } from './person.decider.js';
import type { PersonEvent } from './person.events.js';
import type { PersonState } from './person.state.js';

const FACTS = {
  unknownAreas: new Set<string>(),
  agencies: new Set(['BAWASLU']),
  bodies: new Set(['BAWASLU']),
};
const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4'] as const;
const AREAS = ['', '33', '33.7', '33.74', '33.74.10', '34', '34.71'];

const AT_FIRST: Readonly<Record<string, Grant>> = {
  p0: { role: 'ADMIN', area: '' },
  p1: { role: 'ADMIN', area: '33' },
  p2: { role: 'ADMIN', area: '33.74' },
  p3: { role: 'OPERATOR', area: '33.74.10' },
};

const grantArb: fc.Arbitrary<Grant> = fc
  .record({ role: fc.constantFrom(...ROLES), area: fc.constantFrom(...AREAS) })
  .map((grant) =>
    grant.role === 'OFFICER' || grant.role === 'LIAISON' ? { ...grant, agency: 'BAWASLU' } : grant,
  );
const grantsArb = fc.array(grantArb, { minLength: 1, maxLength: 3 });
const stepArb = fc.record({
  by: fc.constantFrom(...PEOPLE),
  target: fc.constantFrom(...PEOPLE),
  command: fc.oneof(
    grantsArb.map((grants): PersonCommand => ({ kind: 'admit', grants, credential: 'c', facts: FACTS })),
    grantsArb.map((grants): PersonCommand => ({ kind: 'change-grants', grants, facts: FACTS })),
    fc.constant<PersonCommand>({ kind: 'reset-password', credential: 'c2' }),
    fc.constant<PersonCommand>({ kind: 'deactivate' }),
  ),
});

/** People whose commands come one after the other. */
class Country {
  private readonly states = new Map<string, PersonState>();
  private readonly log = new Map<string, PersonEvent[]>();

  constructor() {
    for (const [id, grant] of Object.entries(AT_FIRST)) {
      this.record(id, { type: 'PersonAdmitted', data: { grants: [grant], credential: 'c' } });
    }
  }

  stateOf(id: string): PersonState {
    return this.states.get(id) ?? personDecider.initial;
  }

  grantsOf(id: string): readonly Grant[] {
    const state = this.stateOf(id);
    return state.status === 'ACTIVE' ? state.grants : [];
  }

  /** The events of the command; none where it is refused. */
  send(command: PersonCommand, by: Principal, target: string): readonly PersonEvent[] {
    const state = this.stateOf(target);
    if (command.kind === 'admit' && state.status !== 'UNKNOWN') return [];
    try {
      authorisePerson(command, by, target, state);
      const events = personDecider.decide(command, state);
      for (const event of events) this.record(target, event);
      return events;
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  replayed(id: string): PersonState {
    const facts = (this.log.get(id) ?? []).map((event) => ({
      ...event,
      by: { id: 'x', role: 'X' },
      at: '2024-10-18T00:00:00.000Z',
    }));
    return fold(personDecider, personDecider.initial, facts);
  }

  private record(id: string, event: PersonEvent): void {
    this.log.set(id, [...(this.log.get(id) ?? []), event]);
    this.states.set(id, this.replayed(id));
  }
}

const isCountryAdmin = (grants: readonly Grant[]) =>
  grants.some(({ role, area }) => role === 'ADMIN' && area === '');
const isReserved = ({ role }: Grant) => ['ADMIN', 'AUDITOR', 'CUSTODIAN'].includes(role);

describe('any sequence of commands about people', () => {
  it('gives nobody more than the giver may give, changes nobody by themselves, and leaves an ADMIN of the country', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { maxLength: 40 }), (steps) => {
        const country = new Country();
        for (const { by, target, command } of steps) {
          const giver = { id: by, grants: country.grantsOf(by) };
          const before = country.grantsOf(target);
          const events = country.send(command, giver, target);
          const after = country.grantsOf(target);
          if (events.length > 0) expectWithinTheGiver(giver, target, before, after);
          expect(PEOPLE.some((id) => isCountryAdmin(country.grantsOf(id)))).toBe(true);
          expect(country.replayed(target)).toEqual(country.stateOf(target));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function expectWithinTheGiver(
  giver: Principal,
  target: string,
  before: readonly Grant[],
  after: readonly Grant[],
): void {
  expect(target).not.toBe(giver.id);
  const own = giver.grants.filter(({ role }) => role === 'ADMIN').map(({ area }) => area);
  for (const grant of [...before, ...after]) {
    expect(own.some((area) => covers(area, grant.area))).toBe(true);
    if (isReserved(grant)) expect(own).toContain('');
  }
}

import { type Fact, fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Grant, Principal } from '../../kernel/grant.js';
import { authorisePerson, type PersonCommand, personDecider } from './person.decider.js';
import type { PersonEvent } from './person.events.js';
import { type PersonState, sessionHolds } from './person.state.js';

const COUNTRY: Principal = { id: 'country', grants: [{ role: 'ADMIN', area: '' }] };
const CENTRAL_JAVA: Principal = { id: 'central-java', grants: [{ role: 'ADMIN', area: '33' }] };
const OPERATOR: Grant = { role: 'OPERATOR', area: '33.74' };
const FACTS = {
  unknownAreas: new Set<string>(),
  agencies: new Set(['DLH', 'BAWASLU']),
  bodies: new Set(['BAWASLU', 'DKPP']),
};

const admitted = (...grants: Grant[]): PersonEvent => ({
  type: 'PersonAdmitted',
  data: { grants, credential: 'c1' },
});
const changeTo = (...grants: Grant[]): PersonCommand => ({ kind: 'change-grants', grants, facts: FACTS });
const admit = (...grants: Grant[]): PersonCommand => ({
  kind: 'admit',
  grants,
  credential: 'c1',
  facts: FACTS,
});
const DEACTIVATE: PersonCommand = { kind: 'deactivate' };
const RESET: PersonCommand = { kind: 'reset-password', credential: 'c2' };

/** What the command records about `target` over the history, or the code of its refusal. */
function when(
  command: PersonCommand,
  by: Principal,
  given: readonly PersonEvent[],
  target = 'target',
): readonly PersonEvent[] | string {
  try {
    const state = stateOf(given);
    authorisePerson(command, by, target, state);
    return personDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function stateOf(events: readonly PersonEvent[]): PersonState {
  const facts = events.map(
    (event): Fact<PersonEvent> => ({
      ...event,
      by: { id: 'x', role: 'ADMIN' },
      at: '2024-10-18T00:00:00.000Z',
    }),
  );
  return fold(personDecider, personDecider.initial, facts);
}

describe('who may do what about a person', () => {
  const refusals: [string, PersonCommand, Principal, PersonEvent[], string, string?][] = [
    ['admitting without being ADMIN', admit(OPERATOR), { id: 'op', grants: [OPERATOR] }, [], 'forbidden'],
    [
      'admitting beyond the own area',
      admit({ role: 'HEAD', area: '34' }),
      CENTRAL_JAVA,
      [],
      'grant_beyond_own',
    ],
    ['admitting above the own area', admit({ role: 'HEAD', area: '' }), CENTRAL_JAVA, [], 'grant_beyond_own'],
    [
      'giving AUDITOR in a province',
      admit({ role: 'AUDITOR', area: '33' }),
      CENTRAL_JAVA,
      [],
      'reserved_role',
    ],
    [
      'giving ADMIN in a province',
      admit({ role: 'ADMIN', area: '33.74' }),
      CENTRAL_JAVA,
      [],
      'reserved_role',
    ],
    ['giving CUSTODIAN', admit({ role: 'CUSTODIAN', area: '33' }), CENTRAL_JAVA, [], 'reserved_role'],
    [
      'seeing people of another province',
      DEACTIVATE,
      CENTRAL_JAVA,
      [admitted({ role: 'HEAD', area: '34' })],
      'not_found',
    ],
    [
      'managing people who also serve elsewhere',
      RESET,
      CENTRAL_JAVA,
      [admitted(OPERATOR, { role: 'HEAD', area: '34' })],
      'forbidden',
    ],
    [
      'taking over the auditor of the own province',
      RESET,
      CENTRAL_JAVA,
      [admitted({ role: 'AUDITOR', area: '33' })],
      'forbidden',
    ],
    ['managing nobody', DEACTIVATE, COUNTRY, [], 'not_found'],
    [
      'raising oneself',
      changeTo({ role: 'HEAD', area: '33' }),
      COUNTRY,
      [admitted({ role: 'ADMIN', area: '' })],
      'own_grants',
      COUNTRY.id,
    ],
    [
      'deactivating oneself',
      DEACTIVATE,
      COUNTRY,
      [admitted(...COUNTRY.grants)],
      'own_deactivation',
      COUNTRY.id,
    ],
    ['resetting the own password', RESET, COUNTRY, [admitted(...COUNTRY.grants)], 'own_reset', COUNTRY.id],
    [
      'giving beyond the own area to somebody managed',
      changeTo(OPERATOR, { role: 'DESK', area: '34' }),
      CENTRAL_JAVA,
      [admitted(OPERATOR)],
      'grant_beyond_own',
    ],
    [
      'a province ADMIN managing an ADMIN',
      DEACTIVATE,
      CENTRAL_JAVA,
      [admitted({ role: 'ADMIN', area: '33' })],
      'forbidden',
    ],
  ];
  it.each(refusals)('refuses %s', (_, command, by, given, code, target = 'target') => {
    expect(when(command, by, given, target)).toBe(code);
  });

  it('lets an ADMIN give what lies within the own area, down to a village', () => {
    const village: Grant = { role: 'OPERATOR', area: '33.74.10.1004' };
    expect(when(admit(village), CENTRAL_JAVA, [])).toEqual([admitted(village)]);
  });

  it('lets an ADMIN of the whole country give the reserved roles', () => {
    const auditor: Grant = { role: 'AUDITOR', area: '33' };
    expect(when(admit(auditor), COUNTRY, [])).toEqual([admitted(auditor)]);
  });
});

describe('what is recorded about a person', () => {
  it('records the whole new set of grants', () => {
    const verifier: Grant = { role: 'VERIFIER', area: '33' };
    expect(when(changeTo(verifier), COUNTRY, [admitted(OPERATOR)])).toEqual([
      { type: 'GrantsChanged', data: { grants: [verifier] } },
    ]);
  });

  it('records nothing for the same grants in another order', () => {
    const head: Grant = { role: 'HEAD', area: '33' };
    expect(when(changeTo(head, OPERATOR), COUNTRY, [admitted(OPERATOR, head)])).toEqual([]);
  });

  it('refuses whatever comes after the deactivation', () => {
    const given: PersonEvent[] = [admitted(OPERATOR), { type: 'PersonDeactivated', data: {} }];
    for (const command of [changeTo({ role: 'DESK', area: '33' }), RESET, DEACTIVATE]) {
      expect(when(command, COUNTRY, given)).toBe('person_deactivated');
    }
  });

  it('never lets an ended session come back by changing the password in it', () => {
    const given: PersonEvent[] = [
      admitted(OPERATOR),
      { type: 'GrantsChanged', data: { grants: [OPERATOR] } },
    ];
    const command = (revision: number): PersonCommand => ({
      kind: 'change-own-password',
      credential: 'c2',
      session: { id: 's1', revision },
    });
    const person: Principal = { id: 'target', grants: [OPERATOR] };
    expect(when(command(0), person, given)).toBe('not_signed_in');
    expect(when(command(1), person, given)).toEqual([
      { type: 'PasswordChanged', data: { how: 'OWN', credential: 'c2', keeps: 's1' } },
    ]);
  });
});

describe('grants that nobody can be given', () => {
  const pointersOf = (grants: Grant[], facts: Partial<typeof FACTS> = {}) => {
    try {
      personDecider.decide(
        { kind: 'admit', grants, credential: 'c', facts: { ...FACTS, ...facts } },
        personDecider.initial,
      );
      return [];
    } catch (error) {
      return (error as DomainError).errors.map(({ pointer, code }) => `${pointer} ${code}`);
    }
  };

  it('names an OFFICER or LIAISON without agency, and an agency of others', () => {
    const grants: Grant[] = [
      { role: 'OFFICER', area: '33' },
      { role: 'LIAISON', area: '33' },
      { role: 'HEAD', area: '33', agency: 'DLH' },
      { role: 'OFFICER', area: '33', agency: 'satpol pp' },
    ];
    expect(pointersOf(grants)).toEqual([
      '/grants/0/agency agency_missing',
      '/grants/1/agency agency_missing',
      '/grants/2/agency agency_not_allowed',
      '/grants/3/agency unknown_agency',
    ]);
  });

  it('knows the bodies of referrals for a LIAISON only', () => {
    const grants: Grant[] = [
      { role: 'LIAISON', area: '33', agency: 'DKPP' },
      { role: 'LIAISON', area: '33', agency: 'BAWASLU' },
      { role: 'OFFICER', area: '33', agency: 'DLH' },
      { role: 'OFFICER', area: '33', agency: 'DKPP' },
    ];
    expect(pointersOf(grants)).toEqual(['/grants/3/agency unknown_agency']);
  });

  it('names areas that do not exist', () => {
    const grants: Grant[] = [OPERATOR, { role: 'HEAD', area: '33.99' }];
    expect(pointersOf(grants, { unknownAreas: new Set(['33.99']) })).toEqual(['/grants/1/area unknown_area']);
  });
});

describe('sessions', () => {
  const CHANGED: PersonEvent = {
    type: 'PasswordChanged',
    data: { how: 'OWN', credential: 'c2', keeps: 'mine' },
  };
  const GRANTS: PersonEvent = { type: 'GrantsChanged', data: { grants: [OPERATOR] } };

  it('end with changed grants, a password reset and the deactivation', () => {
    const ends: PersonEvent[] = [
      GRANTS,
      { type: 'PasswordChanged', data: { how: 'RESET', credential: 'c2' } },
      { type: 'PersonDeactivated', data: {} },
    ];
    for (const end of ends) {
      expect(sessionHolds(stateOf([admitted(OPERATOR)]), { id: 'any', revision: 0 })).toBe(true);
      expect(sessionHolds(stateOf([admitted(OPERATOR), end]), { id: 'any', revision: 0 })).toBe(false);
    }
  });

  it('go on where the person changed the password in it, until the next end', () => {
    const mine = { id: 'mine', revision: 0 };
    expect(sessionHolds(stateOf([admitted(OPERATOR), CHANGED]), mine)).toBe(true);
    expect(sessionHolds(stateOf([admitted(OPERATOR), CHANGED]), { id: 'other', revision: 0 })).toBe(false);
    expect(sessionHolds(stateOf([admitted(OPERATOR), CHANGED, GRANTS]), mine)).toBe(false);
  });
});

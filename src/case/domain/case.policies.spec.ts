import {
  ACCEPT,
  ASSIGN,
  acting,
  actor,
  FACTS,
  given,
  HANDLE,
  hour,
  LEAD,
  person,
  REFER,
  REFUSE,
  RESOLVE,
  recording,
  refusal,
  type Step,
  SUPPORT,
  UNDER_WAY,
  VERIFY,
  VILLAGE,
} from '../../../test/support/case-scenario.js';
import type { Grant, Principal, Role } from '../../kernel/grant.js';
import type { CaseAction } from './case.commands.js';
import { allowedActions, authorise, authoriseRecording } from './case.policies.js';
import { type KnownCase, NO_CASE } from './case.state.js';
import { ACTION_TYPES } from './permissions.js';
import { accessOf, visible } from './visibility.policies.js';

const KOTA = '33.74';
const grant = (role: Role, area = KOTA, agency?: string): Grant =>
  agency ? { role, area, agency } : { role, area };
const holding = (...grants: Grant[]) => person('siti', ...grants);
const recorder = (role: Role, area = KOTA): Principal => person('operator', grant(role, area));
const sees = (who: Principal, ...steps: Step[]) => visible(who, accessOf(given(...steps)));

const OPEN = recording();
const RESTRICTED = recording({ access: 'RESTRICTED' });
const ASK = acting({ type: 'input-requests', agency: 'DINKES', question: '?' });
const NAME = acting({ type: 'access', person: 'siti', reason: 'x' }, { facts: { personExists: true } });

describe('who sees an open case', () => {
  it.each<[Role, boolean]>([
    ['REPORTER', false],
    ['OPERATOR', true],
    ['VERIFIER', true],
    ['HEAD', true],
    ['SECRETARIAT', true],
    ['DESK', true],
    ['CUSTODIAN', false],
    ['AUDITOR', true],
    ['ADMIN', false],
  ])('%s of the area: %s', (role, expected) => {
    expect(sees(holding(grant(role)), OPEN)).toBe(expected);
    expect(sees(holding(grant(role, '33.25')), OPEN)).toBe(false);
    expect(sees(holding(grant(role, '33.7')), OPEN)).toBe(false);
  });

  it('is who recorded it, wherever it lies, in a role that records', () => {
    const roles: Role[] = ['REPORTER', 'OPERATOR', 'VERIFIER', 'HEAD', 'SECRETARIAT', 'DESK'];
    expect(roles.map((role) => sees(recorder(role, '33.25'), OPEN))).toEqual(roles.map(() => true));
    expect(sees(person('operator', grant('ADMIN', '')), OPEN)).toBe(false);
    expect(sees(person('operator'), OPEN)).toBe(false);
  });

  it('is an agency that was assigned and did not refuse, or was asked, also when it is over', () => {
    const officer = (agency: string, area = KOTA) => holding(grant('OFFICER', area, agency));
    expect(sees(officer('SATPOL_PP'), OPEN)).toBe(false);
    expect(sees(officer('SATPOL_PP'), ...UNDER_WAY)).toBe(true);
    expect(sees(officer('SATPOL_PP', '33.25'), ...UNDER_WAY)).toBe(false);
    expect(sees(officer('DLH'), ...UNDER_WAY)).toBe(true);
    expect(sees(officer('DLH'), ...UNDER_WAY, acting(REFUSE, { by: SUPPORT }))).toBe(false);
    expect(sees(officer('DINKES'), ...UNDER_WAY, ASK)).toBe(true);
    const closed = [acting(RESOLVE, { by: LEAD }), acting({ type: 'closure' })];
    expect(sees(officer('DLH'), ...UNDER_WAY, ...closed)).toBe(true);
    const others = acting({ ...ASSIGN, lead: 'DISHUB', supporting: [] } as CaseAction);
    expect(sees(officer('SATPOL_PP'), ...UNDER_WAY, others)).toBe(true);
  });

  it('is a body to which it was referred or handed on', () => {
    const liaison = (agency: string) => holding(grant('LIAISON', KOTA, agency));
    const handedOn: CaseAction = {
      type: 'referrals/progress',
      n: 1,
      state: 'HANDED_ON',
      at: hour(1),
      handedTo: 'POLRI',
    };
    const referred = [...UNDER_WAY, acting(REFER)];
    expect(sees(liaison('BAWASLU'), ...UNDER_WAY)).toBe(false);
    expect(sees(liaison('BAWASLU'), ...referred)).toBe(true);
    expect(sees(liaison('POLRI'), ...referred)).toBe(false);
    expect(sees(liaison('POLRI'), ...referred, acting(handedOn))).toBe(true);
    // An agency of the same name is not the body.
    expect(sees(liaison('SATPOL_PP'), ...referred)).toBe(false);
  });
});

describe('who sees a restricted case', () => {
  it.each<[Role, string, boolean]>([
    ['OPERATOR', KOTA, false],
    ['VERIFIER', KOTA, false],
    ['DESK', KOTA, false],
    ['AUDITOR', KOTA, true],
    ['SECRETARIAT', KOTA, true],
    ['SECRETARIAT', '33', true],
    ['SECRETARIAT', '', true],
    ['SECRETARIAT', '33.74.10', false],
    ['SECRETARIAT', '33.25', false],
    ['HEAD', VILLAGE, true],
    ['HEAD', '33.74.10', false],
    ['HEAD', KOTA, false],
  ])('%s of %s: %s', (role, area, expected) => {
    expect(sees(holding(grant(role, area)), RESTRICTED)).toBe(expected);
  });

  it('is who recorded it, who was named on it, and whose agency or body has it', () => {
    expect(sees(recorder('REPORTER'), RESTRICTED)).toBe(true);
    const named = holding(grant('VERIFIER', '33.25'));
    expect(sees(named, RESTRICTED)).toBe(false);
    expect(sees(named, RESTRICTED, NAME)).toBe(true);
    const asked = holding(grant('OFFICER', KOTA, 'DINKES'));
    expect(sees(asked, RESTRICTED, ASK)).toBe(true);
    const bawaslu = holding(grant('LIAISON', KOTA, 'BAWASLU'));
    expect(sees(bawaslu, RESTRICTED, acting(VERIFY), acting(REFER))).toBe(true);
  });
});

describe('the accused’s own office', () => {
  const camat = recording({ accusedOffice: { area: '33.74.10' } });
  const dlh = recording({ accusedOffice: { area: KOTA, agency: 'DLH' } });

  it.each<[string, Grant[], boolean]>([
    ['the camat', [grant('HEAD', '33.74.10')], false],
    ['the lurah below', [grant('HEAD', VILLAGE)], false],
    ['the mayor above', [grant('HEAD')], true],
    ['a mayor with a second post in the kecamatan', [grant('HEAD'), grant('ADMIN', '33.74.10')], false],
    ['an auditor there', [grant('AUDITOR', '33.74.10')], false],
    ['the kecamatan beside it', [grant('AUDITOR', '33.74'), grant('HEAD', '33.74.1')], true],
  ])('keeps a case against a camat from %s: sees it %s', (_, grants, expected) => {
    expect(sees(holding(...grants), camat)).toBe(expected);
  });

  it('keeps it from its recorder there, and from the one who was named', () => {
    expect(sees(recorder('OPERATOR', '33.74.10'), camat)).toBe(false);
    const named = recording({ access: 'RESTRICTED', accusedOffice: { area: '33.74.10' } });
    expect(sees(holding(grant('VERIFIER', '33.74.10')), named, NAME)).toBe(false);
  });

  it('bars an agency only where it alone is accused', () => {
    const officer = holding(grant('OFFICER', KOTA, 'DLH'));
    expect(sees(officer, dlh, acting({ type: 'input-requests', agency: 'DLH', question: '?' }))).toBe(false);
    expect(sees(holding(grant('HEAD')), dlh)).toBe(true);
    const province = holding(grant('OFFICER', '33', 'DLH'));
    expect(sees(province, dlh, acting({ type: 'input-requests', agency: 'DLH', question: '?' }))).toBe(true);
  });
});

describe('who may record', () => {
  const record = (grants: Grant[], area = VILLAGE) =>
    refusal(() => authoriseRecording(holding(...grants), area));

  it.each<[Role, string | undefined]>([
    ['REPORTER', undefined],
    ['OPERATOR', undefined],
    ['VERIFIER', undefined],
    ['OFFICER', undefined],
    ['HEAD', undefined],
    ['SECRETARIAT', undefined],
    ['DESK', undefined],
    ['LIAISON', 'forbidden'],
    ['CUSTODIAN', 'forbidden'],
    ['AUDITOR', 'forbidden'],
    ['ADMIN', 'forbidden'],
  ])('%s: %s', (role, code) => {
    expect(record([grant(role)])).toBe(code);
  });

  it('is bound to their area', () => {
    expect(record([grant('OPERATOR', '33.25')])).toBe('outside_scope');
    expect(record([grant('OPERATOR', VILLAGE)], '33.74')).toBe('outside_scope');
    expect(record([grant('ADMIN', ''), grant('DESK', '33.25')])).toBe('outside_scope');
  });

  it('does so in the capacity of the grant that reaches', () => {
    const who = holding(grant('DESK', '33.25'), grant('OFFICER', KOTA, 'DLH'));
    expect(authoriseRecording(who, VILLAGE)).toStrictEqual({ id: 'siti', role: 'OFFICER', agency: 'DLH' });
  });
});

/** An open case that has everything: assigned, asked, referred; recorded by somebody else. */
const BUSY = given(...UNDER_WAY, ASK, acting(REFER));

/** The API's table of actions: the roles over the kota that may, each in its own standing. */
const WHO: Readonly<Record<string, string>> = {
  verification: 'VERIFIER HEAD SECRETARIAT',
  handling: 'HEAD@ SECRETARIAT OFFICER:SATPOL_PP',
  assignment: 'HEAD SECRETARIAT',
  'assignment/acceptance': 'OFFICER:SATPOL_PP OFFICER:DLH',
  'assignment/refusal': 'OFFICER:SATPOL_PP OFFICER:DLH',
  'field-actions': 'HEAD SECRETARIAT DESK OFFICER:SATPOL_PP OFFICER:DLH',
  'input-requests': 'HEAD SECRETARIAT DESK OFFICER:SATPOL_PP OFFICER:DLH',
  'input-requests/answer': 'OFFICER:DINKES',
  referrals: 'HEAD SECRETARIAT',
  'referrals/letter': 'HEAD SECRETARIAT',
  'referrals/progress': 'HEAD SECRETARIAT LIAISON:BAWASLU',
  promotion: 'VERIFIER HEAD SECRETARIAT',
  lapse: 'VERIFIER HEAD SECRETARIAT',
  notes:
    'OPERATOR VERIFIER HEAD SECRETARIAT DESK OFFICER:SATPOL_PP OFFICER:DLH OFFICER:DINKES LIAISON:BAWASLU',
  evidence: 'OPERATOR VERIFIER HEAD SECRETARIAT DESK OFFICER:SATPOL_PP OFFICER:DLH OFFICER:DINKES',
  corrections: 'VERIFIER SECRETARIAT',
  severity: 'VERIFIER HEAD SECRETARIAT',
  resolution: 'OFFICER:SATPOL_PP',
  closure: 'VERIFIER HEAD SECRETARIAT',
  return: 'VERIFIER HEAD SECRETARIAT',
  reopening: 'HEAD',
  access: 'SECRETARIAT',
  escalation: 'HEAD@',
  'escalation/acknowledgement': 'HEAD@ DESK',
  'escalation/lowering': 'HEAD@',
  'escalation/proposal/confirmation': 'HEAD@ SECRETARIAT@',
  'escalation/proposal/refusal': 'HEAD@ SECRETARIAT@',
  'escalation/informed': 'HEAD SECRETARIAT DESK',
};

/** Whoever may over the kota may over the village too, except where the depth of the office counts. */
const ALSO_OF_THE_VILLAGE = ['HEAD', 'SECRETARIAT'];
const OF_A_DEPTH = ['reopening', 'access'];

/** Everybody who sees that case, each with one role over the kota; `@`: over the village that holds it. */
const SEEING = [
  ...['OPERATOR', 'VERIFIER', 'HEAD', 'HEAD@', 'SECRETARIAT', 'SECRETARIAT@', 'DESK', 'AUDITOR'],
  ...['OFFICER:SATPOL_PP', 'OFFICER:DLH', 'OFFICER:DINKES', 'LIAISON:BAWASLU'],
];

function holder(text: string): Principal {
  const [role = '', agency] = text.replace('@', '').split(':');
  return holding(grant(role as Role, text.endsWith('@') ? VILLAGE : KOTA, agency));
}

const tried = (type: string, who: Principal, state: KnownCase = BUSY, withoutOfficer: string[] = []) =>
  refusal(() =>
    authorise({ type: type as CaseAction['type'], n: 1 }, who, state, hour(9), { withoutOfficer }),
  );

describe('who may do what', () => {
  it('is said for every action', () => {
    expect(Object.keys(WHO)).toEqual(ACTION_TYPES);
    expect(SEEING.map((one) => visible(holder(one), accessOf(BUSY)))).toEqual(SEEING.map(() => true));
  });

  it.each(Object.entries(WHO))('%s: %s', (type, may) => {
    const permitted = SEEING.filter((one) => tried(type, holder(one)) === undefined);
    const all = may
      .split(' ')
      .flatMap((one) =>
        ALSO_OF_THE_VILLAGE.includes(one) && !OF_A_DEPTH.includes(type) ? [one, `${one}@`] : [one],
      );
    expect([...permitted].sort()).toEqual([...all].sort());
    const refused = SEEING.filter((one) => !permitted.includes(one)).map((one) => tried(type, holder(one)));
    expect(new Set(refused)).toEqual(new Set(['forbidden']));
  });

  it.each(ACTION_TYPES)('%s does not exist for who does not see the case', (type) => {
    expect(tried(type, holding(grant('SECRETARIAT', '33.25'), grant('HEAD', '33.25')))).toBe('not_found');
    expect(tried(type, holding())).toBe('not_found');
    expect(refusal(() => authorise({ type }, holding(grant('HEAD')), NO_CASE, hour(1), FACTS))).toBe(
      'not_found',
    );
  });

  it('asks for the number before the role', () => {
    const attempt = { type: 'referrals/progress', n: 2 } as const;
    const desk = holding(grant('DESK'));
    expect(refusal(() => authorise(attempt, desk, BUSY, hour(9), FACTS))).toBe('not_found');
  });

  it('takes an agency and a body only over the area, and only theirs', () => {
    const elsewhere = holding(grant('DESK'), grant('OFFICER', '33.25', 'SATPOL_PP'));
    expect(tried('handling', elsewhere)).toBe('forbidden');
    const handedOn: CaseAction = {
      type: 'referrals/progress',
      n: 1,
      state: 'HANDED_ON',
      at: hour(1),
      handedTo: 'POLRI',
    };
    const state = given(...UNDER_WAY, acting(REFER), acting(handedOn));
    expect(tried('referrals/progress', holding(grant('LIAISON', KOTA, 'POLRI')), state)).toBe('forbidden');
  });

  it('takes no part from an agency that refused, though it was asked too', () => {
    const ask = acting({ type: 'input-requests', agency: 'DLH', question: '?' });
    const state = given(...UNDER_WAY, ask, acting(REFUSE, { by: SUPPORT }));
    const dlh = holding(grant('OFFICER', KOTA, 'DLH'));
    expect(tried('field-actions', dlh, state)).toBe('forbidden');
    expect(tried('input-requests/answer', dlh, state)).toBeUndefined();
  });

  it('reopens by the head of kab/kota or province', () => {
    const by = (area: string) => tried('reopening', holding(grant('HEAD', area)));
    expect([by(''), by('33'), by(KOTA), by('33.74.10'), by(VILLAGE)]).toEqual([
      'forbidden',
      undefined,
      undefined,
      'forbidden',
      'forbidden',
    ]);
  });

  it('names people by the secretariat of kab/kota or above', () => {
    const by = (area: string) => tried('access', holding(grant('SECRETARIAT', area)));
    expect([by(''), by('33'), by(KOTA), by('33.74.10')]).toEqual([
      undefined,
      undefined,
      undefined,
      'forbidden',
    ]);
  });

  it('resolves by head and secretariat while no agency is assigned', () => {
    const unassigned = given(recording(), acting(VERIFY), acting(HANDLE));
    const by = (role: Role) => tried('resolution', holding(grant(role)), unassigned);
    expect([by('HEAD'), by('SECRETARIAT'), by('VERIFIER')]).toEqual([undefined, undefined, 'forbidden']);
  });

  it('corrects by who recorded it, while it is received', () => {
    const reporter = recorder('REPORTER');
    expect(tried('corrections', reporter, given(recording()))).toBeUndefined();
    expect(tried('corrections', reporter, given(recording(), acting(VERIFY)))).toBe('forbidden');
    expect(tried('notes', reporter, given(recording(), acting(VERIFY)))).toBeUndefined();
  });

  it('lets who was named act with what they hold over the area only', () => {
    const restricted = given(RESTRICTED, NAME);
    expect(tried('verification', holding(grant('VERIFIER')), restricted)).toBeUndefined();
    expect(tried('verification', holding(grant('VERIFIER', '33.25')), restricted)).toBe('forbidden');
    expect(tried('notes', holding(grant('VERIFIER', '33.25')), restricted)).toBeUndefined();
    expect(tried('notes', holding(grant('ADMIN')), restricted)).toBe('forbidden');
  });
});

describe('the capacity', () => {
  const assigned = given(recording(), acting(VERIFY), acting(ASSIGN), ASK);
  const as = (type: CaseAction['type'], who: Principal, state: KnownCase, withoutOfficer: string[] = []) =>
    authorise({ type, n: 1 }, who, state, hour(9), { withoutOfficer });

  it('is that of the grant by which the person may', () => {
    const who = holding(grant('DESK'), grant('VERIFIER', '33.25'), grant('VERIFIER', '33'));
    expect(as('verification', who, BUSY)).toStrictEqual({ id: 'siti', role: 'VERIFIER' });
  });

  it('of an officer of two agencies is for the one that has yet to answer', () => {
    const both = holding(grant('OFFICER', KOTA, 'DLH'), grant('OFFICER', KOTA, 'SATPOL_PP'));
    expect(as('assignment/acceptance', both, assigned).agency).toBe('SATPOL_PP');
    const half = given(recording(), acting(VERIFY), acting(ASSIGN), acting(ACCEPT, { by: LEAD }));
    expect(as('assignment/acceptance', both, half).agency).toBe('DLH');
  });

  it('of the secretariat is for an agency without officers, and only for such', () => {
    const secretariat = holding(grant('SECRETARIAT'));
    const acceptance = { id: 'siti', role: 'SECRETARIAT', agency: 'DLH' };
    expect(as('assignment/acceptance', secretariat, assigned, ['DLH'])).toStrictEqual(acceptance);
    expect(tried('assignment/acceptance', secretariat, assigned, ['DINKES'])).toBe('forbidden');
    const answer = as('input-requests/answer', secretariat, assigned, ['DINKES']);
    expect(answer).toStrictEqual({ id: 'siti', role: 'SECRETARIAT', agency: 'DINKES' });
    expect(tried('input-requests/answer', secretariat, assigned, ['DLH'])).toBe('forbidden');
  });
});

describe('four eyes', () => {
  const observed = given(recording({ origin: 'OWN_OBSERVATION' }, { by: actor('VERIFIER', { id: 'siti' }) }));
  const verify = (who: Principal, hours: number) =>
    refusal(() => authorise({ type: 'verification' }, who, observed, hour(hours), FACTS));

  it('keep who saw it from verifying it for a day', () => {
    expect(verify(holding(grant('VERIFIER')), 23)).toBe('four_eyes');
    expect(verify(holding(grant('VERIFIER')), 24)).toBeUndefined();
    expect(verify(person('budi', grant('VERIFIER')), 1)).toBeUndefined();
  });

  it('come after the role', () => {
    expect(verify(holding(grant('DESK')), 1)).toBe('forbidden');
  });

  it('keep who resolved it from closing and returning it', () => {
    const resolved = given(...UNDER_WAY, acting(RESOLVE, { by: actor('HEAD', { id: 'siti' }), hours: 5 }));
    const by = (type: 'closure' | 'return', who: Principal, hours: number) =>
      refusal(() => authorise({ type }, who, resolved, hour(hours), FACTS));
    for (const type of ['closure', 'return'] as const) {
      expect(by(type, holding(grant('HEAD')), 28)).toBe('four_eyes');
      expect(by(type, holding(grant('HEAD')), 29)).toBeUndefined();
      expect(by(type, person('budi', grant('HEAD')), 6)).toBeUndefined();
    }
  });
});

describe('the list of actions', () => {
  it('names what a secretariat may do with a case that was just logged', () => {
    expect(allowedActions(holding(grant('SECRETARIAT')), given(recording()), hour(1), FACTS)).toEqual([
      'verification',
      'field-actions',
      'input-requests',
      'notes',
      'evidence',
      'corrections',
      'severity',
      'escalation/informed',
    ]);
  });

  it('numbers what it is about', () => {
    expect(allowedActions(holding(grant('LIAISON', KOTA, 'BAWASLU')), BUSY, hour(1), FACTS)).toEqual([
      'referrals/1/progress',
      'notes',
    ]);
    expect(allowedActions(holding(grant('OFFICER', KOTA, 'DINKES')), BUSY, hour(1), FACTS)).toEqual([
      'input-requests/1/answer',
      'notes',
      'evidence',
    ]);
  });

  it('is empty for who sees nothing and for who only reads', () => {
    expect(allowedActions(holding(), BUSY, hour(1), FACTS)).toEqual([]);
    expect(allowedActions(holding(grant('AUDITOR')), BUSY, hour(1), FACTS)).toEqual([]);
    expect(allowedActions(holding(grant('HEAD')), NO_CASE, hour(1), FACTS)).toEqual([]);
  });
});

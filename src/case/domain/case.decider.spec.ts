import type { CaseAction } from './case.commands.js';
import { caseDecider } from './case.decider.js';
import type { CaseEvent } from './case.events.js';
import { isVerified, levelOf, NO_CASE, statusOf } from './case.state.js';
import {
  ACCEPT,
  ASSIGN,
  acting,
  actor,
  CLOSE,
  FACTS,
  given,
  HANDLE,
  history,
  hour,
  LEAD,
  REFER,
  REFUSE,
  REPORT,
  RESOLVE,
  recording,
  refusal,
  type Step,
  SUPPORT,
  stateOf,
  UNDER_WAY,
  VERIFY,
  VILLAGE,
  when,
} from './case-scenario.js';

const GRAVE = recording({ severity: 3 });
const WARNING = recording({
  nature: 'POTENTIAL',
  occurredAt: undefined,
  expectedFrom: hour(72),
  knownAt: hour(-1),
});

type DataOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

function dataOf<T extends CaseEvent['type']>(type: T, events: readonly CaseEvent[]): DataOf<T> | undefined {
  return events.find((event) => event.type === type)?.data as DataOf<T> | undefined;
}

describe('recording', () => {
  it('gives four taps their defaults and starts the ladder in the same append', () => {
    const { severity: _, ...fourTaps } = REPORT;
    expect(when({ ...recording(), report: fourTaps }, NO_CASE)).toStrictEqual([
      {
        type: 'CaseRecorded',
        data: {
          report: {
            category: 'APK_PLACEMENT',
            subcategory: 'TREE_NAILED',
            nature: 'INCIDENT',
            area: VILLAGE,
            otherAreas: [],
            occurredAt: hour(-2),
            occurredPrecision: 'EXACT',
            receivedAt: hour(0),
            origin: 'CITIZEN',
            channel: 'APP',
            description: '',
            severity: 2,
            access: 'OPEN',
            contests: [],
            participants: [],
            items: [],
            details: {},
          },
          serial: 7,
          taxonomyVersion: 1,
          archived: false,
          clockAhead: false,
        },
      },
      {
        type: 'EscalationStarted',
        data: {
          policyVersion: 0,
          level: 'E0',
          holder: { area: VILLAGE, role: 'HEAD' },
          rule: 'area_depth',
          inputs: { area: VILLAGE, accusedOffice: null },
        },
      },
    ]);
  });

  it('keeps what the report says over the defaults', () => {
    const said = {
      nature: 'POTENTIAL',
      channel: 'WHATSAPP',
      severity: 4,
      access: 'OPEN',
      receivedAt: hour(-1),
      occurredPrecision: 'DAY',
      description: 'x',
      otherAreas: ['33.74.11'],
    } as const;
    const command = recording(said, { facts: { severity: 1, access: 'RESTRICTED', taxonomyVersion: 3 } });
    expect(dataOf('CaseRecorded', when(command, NO_CASE))?.report).toMatchObject(said);
  });

  it('knows an own observation from when it happened, and guesses no other knownAt', () => {
    const knownAt = (origin: string, known?: string) =>
      dataOf('CaseRecorded', when(recording({ origin, knownAt: known }), NO_CASE))?.report.knownAt;
    expect(knownAt('OWN_OBSERVATION')).toBe(hour(-2));
    expect(knownAt('OWN_OBSERVATION', hour(-1))).toBe(hour(-1));
    expect(knownAt('CITIZEN')).toBeUndefined();
  });

  it('puts history on no level', () => {
    const facts = history(recording({}, { archived: true }));
    expect(facts.map(({ type }) => type)).toEqual(['CaseRecorded']);
    expect(levelOf(stateOf(facts))).toBeNull();
  });

  it.each([
    ['a village', VILLAGE, undefined, 'E0', VILLAGE],
    ['a kecamatan', '33.74.10', undefined, 'E1', '33.74.10'],
    ['a kota', '33.74', undefined, 'E2', '33.74'],
    ['a province', '33', undefined, 'E3', '33'],
    ['the country', '', undefined, 'E4', ''],
    ['a village whose lurah is accused', VILLAGE, { area: VILLAGE }, 'E1', '33.74.10'],
    ['a village whose camat is accused', VILLAGE, { area: '33.74.10' }, 'E2', '33.74'],
    ['a kecamatan whose mayor is accused', '33.74.10', { area: '33.74' }, 'E3', '33'],
    ['a village whose governor is accused', VILLAGE, { area: '33' }, 'E4', ''],
    ['a village with an agency accused', VILLAGE, { area: '33.74', agency: 'DLH' }, 'E0', VILLAGE],
    ['a village with another village accused', VILLAGE, { area: '33.74.10.1005' }, 'E0', VILLAGE],
    ['a kota with one of its camats accused', '33.74', { area: '33.74.10' }, 'E2', '33.74'],
    ['a village with a look-alike accused', '33.74.10.1004', { area: '33.7' }, 'E0', VILLAGE],
  ])('starts %s where an office can hold it', (_, area, accusedOffice, level, holder) => {
    const started = dataOf('EscalationStarted', when(recording({ area, accusedOffice }), NO_CASE));
    expect(started).toMatchObject({ level, holder: { area: holder, role: 'HEAD' } });
  });

  it.each([
    ['a clock one minute ahead', { occurredAt: hour(1 / 60) }, true],
    ['a clock a day ahead', { knownAt: hour(24) }, true],
    ['a time received ahead', { receivedAt: hour(1) }, true],
    ['an expectation ahead', { expectedFrom: hour(500) }, false],
    ['the very moment', { occurredAt: hour(0) }, false],
  ])('marks %s', (_, report, clockAhead) => {
    expect(dataOf('CaseRecorded', when(recording(report), NO_CASE))?.clockAhead).toBe(clockAhead);
  });

  it.each([
    ['in_the_future', { occurredAt: hour(24.01) }],
    ['in_the_future', { knownAt: hour(25) }],
    ['in_the_future', { receivedAt: hour(25) }],
    ['in_the_future', { occurredAt: hour(25), knownAt: hour(-1) }],
    ['occurred_after_known', { knownAt: hour(-3) }],
    ['occurred_at_missing', { occurredAt: undefined }],
    ['until_before_from', { occurredUntil: hour(-3) }],
    ['until_before_from', { nature: 'POTENTIAL', expectedFrom: hour(2), expectedUntil: hour(1) } as const],
    ['accused_office_everywhere', { accusedOffice: { area: '' } }],
  ])('refuses as %s %j', (code, report) => {
    expect(refusal(() => when(recording(report), NO_CASE))).toBe(code);
  });

  it.each([
    { occurredAt: undefined, occurredPrecision: 'UNKNOWN' } as const,
    { occurredAt: undefined, nature: 'POTENTIAL' } as const,
    { knownAt: hour(-2) },
    { accusedOffice: { area: '', agency: 'DLH' } },
  ])('takes %j', (report) => {
    expect(refusal(() => when(recording(report), NO_CASE))).toBeUndefined();
  });

  it('opens a case once', () => {
    expect(refusal(() => when(recording(), given(recording())))).toBe('id_taken');
  });

  it('is what every action needs', () => {
    expect(refusal(() => when(acting(VERIFY), NO_CASE))).toBe('not_found');
  });
});

describe('verification', () => {
  it.each<[string, CaseAction, CaseEvent]>([
    [
      'found true',
      { type: 'verification', outcome: 'VERIFIED', told: 'oleh desk, telepon' },
      { type: 'CaseVerified', data: { told: 'oleh desk, telepon', status: 'VERIFIED' } },
    ],
    [
      'that cannot be checked',
      { type: 'verification', outcome: 'UNVERIFIABLE', reason: 'tidak ada saksi' },
      { type: 'CaseRejected', data: { as: 'UNVERIFIABLE', reason: 'tidak ada saksi' } },
    ],
  ])('of a report %s', (_, action, event) => {
    expect(when(acting(action), given(recording()))).toStrictEqual([event]);
  });

  it('of a duplicate links to the first case', () => {
    const action = { type: 'verification', outcome: 'DUPLICATE', reason: 'sama', duplicateOf: 'a' } as const;
    const command = acting(action, { facts: { duplicate: 'fit' } });
    expect(when(command, given(recording()))).toStrictEqual([
      { type: 'CaseFoundDuplicate', data: { of: 'a', reason: 'sama' } },
    ]);
    expect(statusOf(given(recording(), command))).toBe('DUPLICATE');
  });

  it('of an early warning begins its watch', () => {
    expect(when(acting(VERIFY), given(WARNING))).toStrictEqual([{ type: 'CaseMonitored', data: {} }]);
    expect(levelOf(given(WARNING, acting(VERIFY)))).toBeNull();
  });

  it.each([
    ['reason_missing', { outcome: 'REJECTED' }, undefined],
    ['reason_missing', { outcome: 'DUPLICATE', duplicateOf: 'a' }, 'fit'],
    ['duplicate_of_missing', { outcome: 'DUPLICATE', reason: 'x' }, undefined],
    ['duplicate_of_unexpected', { outcome: 'REJECTED', reason: 'x', duplicateOf: 'a' }, 'fit'],
    ['duplicate_not_found', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'missing'],
    ['duplicate_not_found', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, undefined],
    ['duplicate_of_itself', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'itself'],
    ['duplicate_of_duplicate', { outcome: 'DUPLICATE', reason: 'x', duplicateOf: 'a' }, 'duplicate'],
  ] as const)('is refused as %s for %j', (code, body, duplicate) => {
    const command = acting({ type: 'verification', ...body }, { facts: { duplicate } });
    expect(refusal(() => when(command, given(recording())))).toBe(code);
  });

  it('happens once', () => {
    expect(refusal(() => when(acting(VERIFY), given(recording(), acting(VERIFY), acting(ASSIGN))))).toBe(
      'already_verified',
    );
  });

  it('of a case acted on early keeps where it has come to', () => {
    const early = given(GRAVE, acting(ASSIGN));
    expect(isVerified(early)).toBe(false);
    expect(when(acting(VERIFY), early)).toStrictEqual([
      { type: 'CaseVerified', data: { status: 'ASSIGNED' } },
    ]);
    const after = given(GRAVE, acting(ASSIGN), acting(VERIFY));
    expect([after.status, isVerified(after)]).toEqual(['ASSIGNED', true]);
  });

  it('of an early warning acted on early leaves the work where it is', () => {
    const grave = recording({ ...WARNING.report, severity: 4 });
    expect(statusOf(given(grave, acting(HANDLE), acting(VERIFY)))).toBe('IN_PROGRESS');
  });

  it('that rejects a case acted on early stands everyone down', () => {
    const rejection = acting({ type: 'verification', outcome: 'NOT_OURS', reason: 'x' });
    const state = given(GRAVE, acting(HANDLE), rejection);
    expect([state.status, levelOf(state)]).toEqual(['REJECTED', null]);
  });
});

describe('reopening', () => {
  it('of a rejected case stands for its verification', () => {
    const rejection = acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' });
    const reopened = given(recording(), rejection, acting({ type: 'reopening', reason: 'ternyata benar' }));
    expect([reopened.status, levelOf(reopened)]).toEqual(['IN_PROGRESS', 'E0']);
    expect(refusal(() => when(acting(VERIFY), reopened))).toBe('already_verified');
  });
});

describe('two cases that name each other', () => {
  const duplicate = acting(
    { type: 'verification', outcome: 'DUPLICATE', reason: 'sama', duplicateOf: 'a' },
    { facts: { duplicate: 'fit' } },
  );
  const undo = { type: 'undo-duplicate', reason: 'duplicate_cycle' } as const;

  it.each([
    ['RECEIVED', [recording()]],
    ['ASSIGNED', [GRAVE, acting(ASSIGN)]],
    ['IN_PROGRESS', [GRAVE, acting(HANDLE)]],
  ] as const)('are set free to %s', (status, steps) => {
    const before = given(...steps);
    const events = caseDecider.decide(undo, given(...steps, duplicate));
    const data = { of: 'a', reason: 'duplicate_cycle', status };
    expect(events).toStrictEqual([{ type: 'DuplicateUndone', data }]);
    const facts = events.map((event) => ({ ...event, by: { id: 'system', role: 'SYSTEM' }, at: hour(2) }));
    const after = stateOf([...history(...steps, duplicate), ...facts]);
    const { lastAct: _, lastActOfAnother: __, ...rest } = before;
    expect(after).toMatchObject(rest);
  });

  it('are left alone once one has moved on', () => {
    expect(refusal(() => caseDecider.decide(undo, given(recording())))).toBe('nothing_to_change');
  });
});

describe('work before verification', () => {
  it.each([HANDLE, ASSIGN])('waits, unless it burns: %j', (action) => {
    const refused = (severity: number, votingOrCounting: boolean) =>
      refusal(() => when(acting(action, { facts: { votingOrCounting } }), given(recording({ severity }))));
    expect(refused(2, false)).toBe('not_verified_yet');
    expect(refused(3, false)).toBeUndefined();
    expect(refused(1, true)).toBeUndefined();
  });
});

describe('assignment', () => {
  it('goes to a lead and to those that support it, each once', () => {
    const action = {
      ...ASSIGN,
      supporting: ['DLH', 'SATPOL_PP', 'DLH'],
      instruction: 'segera',
    } as CaseAction;
    expect(when(acting(action), given(recording(), acting(VERIFY)))).toStrictEqual([
      {
        type: 'CaseAssigned',
        data: { lead: 'SATPOL_PP', supporting: ['DLH'], dueAt: hour(48), instruction: 'segera' },
      },
    ]);
  });

  it('that is the same again changes nothing, and is a new one once the work goes on', () => {
    const steps = [recording(), acting(VERIFY), acting(ASSIGN)];
    expect(refusal(() => when(acting(ASSIGN), given(...steps)))).toBe('nothing_to_change');
    expect(
      refusal(() => when(acting({ ...ASSIGN, dueAt: hour(50) } as CaseAction), given(...steps))),
    ).toBeUndefined();
    expect(refusal(() => when(acting(ASSIGN), given(...UNDER_WAY)))).toBeUndefined();
  });

  it('is answered by each agency for itself', () => {
    const assigned = [recording(), acting(VERIFY), acting(ASSIGN)];
    expect(when(acting(ACCEPT, { by: SUPPORT }), given(...assigned))).toStrictEqual([
      { type: 'AssignmentAccepted', data: { agency: 'DLH', status: 'ASSIGNED' } },
    ]);
    expect(when(acting(ACCEPT, { by: LEAD }), given(...assigned))).toStrictEqual([
      { type: 'AssignmentAccepted', data: { agency: 'SATPOL_PP', status: 'IN_PROGRESS' } },
    ]);
    const state = given(...assigned, acting(ACCEPT, { by: LEAD }), acting(REFUSE, { by: SUPPORT }));
    expect(state).toMatchObject({
      status: 'IN_PROGRESS',
      assignment: { state: 'ACCEPTED', supporting: [{ agency: 'DLH', state: 'REFUSED' }] },
    });
  });

  it('that the lead refuses is over', () => {
    const assigned = [recording(), acting(VERIFY), acting(ASSIGN)];
    expect(when(acting(REFUSE, { by: LEAD }), given(...assigned))).toStrictEqual([
      {
        type: 'AssignmentRefused',
        data: { agency: 'SATPOL_PP', reason: 'bukan wewenang', status: 'VERIFIED' },
      },
    ]);
    const state = given(...assigned, acting(REFUSE, { by: LEAD }));
    expect('assignment' in state).toBe(false);
    expect(state).toMatchObject({ status: 'VERIFIED', agencies: ['DLH'] });
  });

  it('that the lead refuses before verification leaves the case received', () => {
    const state = given(GRAVE, acting(ASSIGN), acting(REFUSE, { by: LEAD }));
    expect(state.status).toBe('RECEIVED');
  });

  it('that the lead refuses while the head handles the case leaves it with the head', () => {
    const steps = [recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE, { by: actor('HEAD') })];
    const state = given(...steps, acting(REFUSE, { by: LEAD }));
    expect(state).toMatchObject({ status: 'IN_PROGRESS', assignment: null });
  });

  it('is answered once', () => {
    const again = (action: CaseAction, by = LEAD) =>
      refusal(() => when(acting(action, { by }), given(...UNDER_WAY)));
    expect(again(ACCEPT)).toBe('already_answered');
    expect(again(REFUSE)).toBe('already_answered');
    expect(again(ACCEPT, actor('OFFICER', { agency: 'DINKES' }))).toBe('not_assigned_to_agency');
    expect(again(ACCEPT, SUPPORT)).toBeUndefined();
  });

  it('is no longer the business of an agency that refused it', () => {
    const state = given(...UNDER_WAY, acting(REFUSE, { by: SUPPORT }));
    expect(refusal(() => when(acting(ACCEPT, { by: SUPPORT }), state))).toBe('not_assigned_to_agency');
  });

  it('is accepted by a lead that takes the case up', () => {
    const state = given(recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE, { by: LEAD }));
    expect(state).toMatchObject({ status: 'IN_PROGRESS', assignment: { state: 'ACCEPTED' } });
    const byHead = given(recording(), acting(VERIFY), acting(ASSIGN), acting(HANDLE));
    expect(byHead).toMatchObject({ status: 'IN_PROGRESS', assignment: { state: 'PENDING' } });
  });

  it('keeps the case in the sight of whoever had it, except who refused and was not asked', () => {
    const toOthers = acting({ ...ASSIGN, lead: 'DISHUB', supporting: [] } as CaseAction);
    expect(given(...UNDER_WAY, toOthers).agencies).toEqual(['SATPOL_PP', 'DLH', 'DISHUB']);
    const refused = acting(REFUSE, { by: SUPPORT });
    expect(given(...UNDER_WAY, refused).agencies).toEqual(['SATPOL_PP']);
    const asked = acting({ type: 'input-requests', agency: 'DLH', question: '?' });
    expect(given(...UNDER_WAY, asked, refused).agencies).toEqual(['SATPOL_PP', 'DLH']);
  });

  it('stands again after a return and a reopening', () => {
    const resolved = [...UNDER_WAY, acting(RESOLVE, { by: LEAD })];
    const assignment = { lead: 'SATPOL_PP', state: 'ACCEPTED' };
    const returned = given(...resolved, acting({ type: 'return', reason: 'x' }));
    expect(returned).toMatchObject({ status: 'IN_PROGRESS', assignment });
    const reopened = given(...resolved, acting(CLOSE), acting({ type: 'reopening', reason: 'x' }));
    expect(reopened).toMatchObject({ status: 'IN_PROGRESS', assignment });
  });
});

describe('work on the case', () => {
  it('counts field actions and requests from 1, each for itself', () => {
    const fieldAction: CaseAction = {
      type: 'field-actions',
      kind: 'MEDIATION',
      takenAt: hour(0),
      with: ['FKUB'],
      result: 'AGREED',
      summary: 'damai',
    };
    const ask: CaseAction = { type: 'input-requests', agency: 'DLH', question: 'pohon apa?' };
    const state = given(recording(), acting(fieldAction), acting(ask));
    const { type: _, ...taken } = fieldAction;
    expect(when(acting(fieldAction), state)).toStrictEqual([
      { type: 'FieldActionTaken', data: { n: 2, ...taken } },
    ]);
    expect(when(acting(ask), state)).toStrictEqual([
      { type: 'InputRequested', data: { n: 2, agency: 'DLH', question: 'pohon apa?' } },
    ]);
    expect(when(acting({ type: 'input-requests/answer', n: 1, answer: 'angsana' }), state)).toStrictEqual([
      { type: 'InputGiven', data: { n: 1, agency: 'DLH', answer: 'angsana' } },
    ]);
  });

  it('lets a question be answered once', () => {
    const ask = acting({ type: 'input-requests', agency: 'DLH', question: '?' });
    const answer = (n: number) => acting({ type: 'input-requests/answer', n, answer: 'x' });
    expect(refusal(() => when(answer(1), given(recording(), ask, answer(1))))).toBe('already_answered');
    expect(refusal(() => when(answer(2), given(recording(), ask)))).toBe('not_found');
  });

  it.each<[string, CaseAction]>([
    [
      'field action',
      { type: 'field-actions', kind: 'PATROL', takenAt: hour(26), with: [], result: 'DONE', summary: 'x' },
    ],
    ['delivery', { ...REFER, deliveredAt: hour(26) } as CaseAction],
    ['promotion', { type: 'promotion', occurredAt: hour(26) }],
  ])('takes no %s from the day after tomorrow', (_, action) => {
    const base =
      action.type === 'promotion' ? given(WARNING, acting(VERIFY)) : given(recording(), acting(VERIFY));
    expect(refusal(() => when(acting(action), base))).toBe('in_the_future');
  });

  it('keeps a file once', () => {
    const evidence = acting({ type: 'evidence', sha256: 'a'.repeat(64) });
    expect(refusal(() => when(evidence, given(recording(), evidence)))).toBe('nothing_to_change');
  });

  it('changes a severity to another one', () => {
    const to = (severity: number) => acting({ type: 'severity', severity, reason: 'x' });
    expect(when(to(4), given(recording()))).toStrictEqual([
      { type: 'SeverityChanged', data: { old: 2, new: 4, reason: 'x' } },
    ]);
    expect(refusal(() => when(to(2), given(recording())))).toBe('nothing_to_change');
    expect(given(recording(), to(4)).report.severity).toBe(4);
  });

  it('names people on restricted cases only, once', () => {
    const name = acting({ type: 'access', person: 'p', reason: 'x' }, { facts: { personExists: true } });
    const restricted = recording({ access: 'RESTRICTED' });
    expect(when(name, given(restricted))).toStrictEqual([
      { type: 'PersonNamed', data: { person: 'p', reason: 'x' } },
    ]);
    expect(refusal(() => when(name, given(restricted, name)))).toBe('nothing_to_change');
    expect(refusal(() => when(name, given(recording())))).toBe('not_restricted');
    const unknown = { ...name, facts: { ...FACTS, personExists: false } };
    expect(refusal(() => when(unknown, given(restricted)))).toBe('person_unknown');
  });
});

describe('referral', () => {
  const verified = [recording(), acting(VERIFY)];
  const said = (n: number, state: 'RECEIVED' | 'PROVEN' | 'NOT_REGISTERED' | 'HANDED_ON' | 'SANCTIONED') =>
    acting({ type: 'referrals/progress', n, state, at: hour(1) });

  it('on Saturday night gets its letter on Monday', () => {
    const letter = acting(
      { type: 'referrals/letter', n: 1, number: '041/PM', date: '2026-11-23' },
      { hours: 40 },
    );
    const state = given(...verified, acting(REFER));
    expect(state).toMatchObject({ status: 'REFERRED', referrals: [{ n: 1, letter: null, state: null }] });
    const data = { n: 1, letter: { number: '041/PM', date: '2026-11-23' } };
    expect(when(letter, state)).toStrictEqual([{ type: 'ReferralLetterAdded', data }]);
    expect(refusal(() => when(letter, given(...verified, acting(REFER), letter)))).toBe('nothing_to_change');
  });

  it.each([
    ['a word on the way keeps it there', [said(1, 'RECEIVED')], 'REFERRED'],
    ['handing on keeps it there', [said(1, 'HANDED_ON')], 'REFERRED'],
    ['the first of two last words keeps it there', [said(1, 'PROVEN')], 'REFERRED'],
    [
      'the last of two last words brings it back',
      [said(2, 'NOT_REGISTERED'), said(1, 'PROVEN')],
      'IN_PROGRESS',
    ],
    [
      'a sanction after the ruling does not count twice',
      [said(1, 'PROVEN'), said(1, 'SANCTIONED')],
      'REFERRED',
    ],
  ])('%s', (name, words, status) => {
    const referrals =
      name.includes('two') || name.includes('twice') ? [acting(REFER), acting(REFER)] : [acting(REFER)];
    expect(statusOf(given(...verified, ...referrals, ...words))).toBe(status);
  });

  it.each(['PROVEN', 'NOT_PROVEN', 'NOT_REGISTERED', 'STOPPED', 'WITHDRAWN', 'SANCTIONED'] as const)(
    'ends with %s',
    (state) => {
      const word = acting({ type: 'referrals/progress', n: 1, state, at: hour(1) });
      const [event] = when(word, given(...verified, acting(REFER)));
      expect(event).toStrictEqual({
        type: 'ReferralProgressed',
        data: { n: 1, state, stateAt: hour(1), returned: true },
      });
    },
  );

  it.each(['RECEIVED', 'INCOMPLETE', 'REGISTERED', 'HANDED_ON'] as const)('goes on after %s', (state) => {
    const word = acting({ type: 'referrals/progress', n: 1, state, at: hour(1) });
    expect(dataOf('ReferralProgressed', when(word, given(...verified, acting(REFER))))?.returned).toBe(false);
  });

  it('takes a word that comes after the end, and moves nothing by it', () => {
    const steps = [
      ...verified,
      acting(REFER),
      said(1, 'PROVEN'),
      acting(RESOLVE),
      acting(CLOSE, { by: actor('VERIFIER') }),
    ];
    expect(statusOf(given(...steps, said(1, 'SANCTIONED')))).toBe('CLOSED');
  });

  it('brings nothing back that was rejected meanwhile', () => {
    const grave = recording({ severity: 3 });
    const rejection = acting({ type: 'verification', outcome: 'REJECTED', reason: 'x' });
    const state = given(grave, acting(HANDLE), acting(REFER), rejection, said(1, 'NOT_REGISTERED'));
    expect(state.status).toBe('REJECTED');
  });

  it('is one that was made', () => {
    expect(refusal(() => when(said(1, 'PROVEN'), given(...verified)))).toBe('not_found');
  });
});

describe('early warnings', () => {
  const watched = [WARNING, acting(VERIFY)];

  it('become incidents; having known of the danger is not having known of the incident', () => {
    expect(when(acting({ type: 'promotion', occurredAt: hour(1) }), given(...watched))).toStrictEqual([
      {
        type: 'EarlyWarningPromoted',
        data: { occurredAt: hour(1), occurredPrecision: 'EXACT', clockAhead: false },
      },
    ]);
    const { status, report, ...state } = given(
      ...watched,
      acting({ type: 'promotion', occurredAt: hour(1) }),
    );
    expect([status, levelOf({ ...state, status: 'VERIFIED', report })]).toEqual(['VERIFIED', 'E0']);
    expect(report).toMatchObject({ nature: 'INCIDENT', occurredAt: hour(1) });
    expect('knownAt' in report).toBe(false);
  });

  it('stay correctable after they became incidents', () => {
    const correction = acting({ type: 'corrections', field: 'place', value: 'alun-alun', reason: 'x' });
    const promoted = given(...watched, acting({ type: 'promotion', occurredAt: hour(1) }));
    expect(refusal(() => when(correction, promoted))).toBeUndefined();
  });

  it('stay correctable where their other times no longer fit', () => {
    const vague = recording({ nature: 'POTENTIAL', occurredAt: undefined, occurredUntil: hour(-1) });
    const promoted = given(vague, acting(VERIFY), acting({ type: 'promotion', occurredAt: hour(1) }));
    const correction = (field: string, value: string) =>
      refusal(() => when(acting({ type: 'corrections', field, value, reason: 'x' }), promoted));
    expect(correction('place', 'alun-alun')).toBeUndefined();
    expect(correction('occurredUntil', hour(-2))).toBe('until_before_from');
  });

  it('lapse', () => {
    const state = given(...watched, acting({ type: 'lapse', reason: 'reda' }));
    expect(state.status).toBe('CLOSED');
  });

  it('become incidents by promotion, never by a correction', () => {
    const correction = acting({ type: 'corrections', field: 'nature', value: 'INCIDENT', reason: 'x' });
    expect(refusal(() => when(correction, given(...watched)))).toBe('promotion_needed');
  });
});

describe('four eyes', () => {
  const observer = actor('VERIFIER');
  const observed = recording({ origin: 'OWN_OBSERVATION' }, { by: observer });
  const alone = (hours: number, ...steps: Step[]) =>
    refusal(() => when(acting(VERIFY, { by: observer, hours }), given(...steps)));

  it('keep who saw it from verifying it, until nobody else came for a day', () => {
    expect(alone(23.99, observed)).toBe('four_eyes');
    const [event] = when(acting(VERIFY, { by: observer, hours: 24 }), given(observed));
    expect(event?.data).toStrictEqual({ singleOfficer: true, status: 'VERIFIED' });
  });

  it('wait another day after somebody else was there', () => {
    const note = acting({ type: 'notes', text: 'x' }, { by: actor('DESK'), hours: 20 });
    expect(alone(30, observed, note)).toBe('four_eyes');
    expect(alone(44, observed, note)).toBeUndefined();
    const ownNote = acting({ type: 'notes', text: 'y' }, { by: observer, hours: 43 });
    expect(alone(44, observed, note, ownNote)).toBeUndefined();
  });

  it('do not count what one does oneself, nor what the service does', () => {
    const own = (hours: number) => acting({ type: 'notes', text: 'x' }, { by: observer, hours });
    expect(alone(24, observed, own(10), own(20))).toBeUndefined();
    const fact = {
      type: 'NoteAdded',
      data: { text: 'x' },
      by: { id: 'system', role: 'SYSTEM' },
      at: hour(20),
    } as const;
    const state = stateOf([...history(observed), fact]);
    expect(refusal(() => when(acting(VERIFY, { by: observer, hours: 24 }), state))).toBeUndefined();
  });

  it('let who typed in the report of another verify it', () => {
    const [event] = when(acting(VERIFY, { by: observer }), given(recording({}, { by: observer })));
    expect(event?.data).toStrictEqual({ status: 'VERIFIED' });
  });

  it('cannot be talked away by calling it the report of another', () => {
    const renamed = (by = observer) =>
      acting({ type: 'corrections', field: 'origin', value: 'CITIZEN', reason: 'x' }, { by });
    expect(alone(2, observed, renamed())).toBe('four_eyes');
    expect(alone(2, observed, renamed(actor('SECRETARIAT')))).toBeUndefined();
  });

  it.each<CaseAction>([CLOSE, { type: 'return', reason: 'x' }])(
    'hold for %j of what one resolved',
    (action) => {
      const resolved = [...UNDER_WAY, acting(RESOLVE, { by: actor('HEAD'), hours: 5 })];
      const by = (id: string, hours: number) => acting(action, { by: actor('HEAD', { id }), hours });
      expect(refusal(() => when(by('head', 6), given(...resolved)))).toBe('four_eyes');
      expect(when(by('another', 6), given(...resolved))[0]?.data).not.toHaveProperty('singleOfficer');
      expect(when(by('head', 29), given(...resolved))[0]?.data).toHaveProperty('singleOfficer', true);
    },
  );
});

describe('corrections', () => {
  const correct = (field: string, value: unknown, hours = 1) =>
    acting({ type: 'corrections', field, value, reason: 'salah ketik' }, { hours });

  it('keep old and new on record', () => {
    expect(when(correct('place', 'pasar'), given(recording()))).toStrictEqual([
      {
        type: 'CaseCorrected',
        data: { field: 'place', old: null, new: 'pasar', reason: 'salah ketik', clockAhead: false },
      },
    ]);
    const filled = given(recording(), correct('place', 'pasar'));
    expect(dataOf('CaseCorrected', when(correct('place', null), filled))).toMatchObject({
      old: 'pasar',
      new: null,
    });
    expect('place' in given(recording(), correct('place', 'pasar'), correct('place', null)).report).toBe(
      false,
    );
  });

  it.each([
    ['severity', 2],
    ['place', null],
    ['details', {}],
    ['contests', []],
    ['coordinates', { lat: -7, lng: 110 }],
  ])('of %s to what it is change nothing', (field, value) => {
    const command = correct(field, value);
    const base = recording({ coordinates: { lng: 110, lat: -7 } });
    expect(refusal(() => when(command, given(base)))).toBe('nothing_to_change');
  });

  it.each([
    ['field_not_correctable', 'id', 'x'],
    ['field_not_correctable', 'constructor', 'x'],
    ['field_not_correctable', 'serial', 8],
    ['field_needed', 'area', null],
    ['field_needed', 'contests', null],
    ['in_the_future', 'occurredAt', hour(26)],
    ['in_the_future', 'knownAt', hour(26)],
    ['occurred_after_known', 'knownAt', hour(-3)],
    ['occurred_at_missing', 'occurredAt', null],
    ['until_before_from', 'occurredUntil', hour(-3)],
    ['accused_office_everywhere', 'accusedOffice', { area: '' }],
  ])('are refused as %s: %s = %j', (code, field, value) => {
    expect(refusal(() => when(correct(field, value), given(recording())))).toBe(code);
  });

  it('see a member that was added or taken away', () => {
    const details = (before: object, after: object) =>
      refusal(() => when(correct('details', after), given(recording({ details: { ...before } }))));
    expect([details({}, { tps: '012' }), details({ tps: '012' }, {})]).toEqual([undefined, undefined]);
    expect(details({ tps: '012', voters: 3 }, { voters: 3, tps: '012' })).toBe('nothing_to_change');
  });

  it('say first that a time lies ahead', () => {
    const known = recording({ knownAt: hour(-1) });
    expect(refusal(() => when(correct('occurredAt', hour(26)), given(known)))).toBe('in_the_future');
  });

  it('hold a sub-category against the category', () => {
    const action = { type: 'corrections', field: 'subcategory', value: 'HOAX', reason: 'x' } as const;
    const among = (...categoriesOfSubcategory: string[]) =>
      refusal(() => when(acting(action, { facts: { categoriesOfSubcategory } }), given(recording())));
    expect(among('CONTENT')).toBe('subcategory_of_another_category');
    expect(among('CONTENT', 'APK_PLACEMENT')).toBeUndefined();
  });

  it('remember that a clock was ahead until that time is put right', () => {
    const fast = recording({ occurredAt: hour(-2), knownAt: hour(5) });
    const ahead = (...steps: ReturnType<typeof correct>[]) => given(fast, ...steps).clockAhead;
    expect(ahead(correct('place', 'pasar', 48))).toBe(true);
    expect(ahead(correct('knownAt', hour(-1), 48))).toBe(false);
    expect(ahead(correct('knownAt', hour(-1), 48), correct('knownAt', hour(49), 48))).toBe(true);
  });

  it('of the area give the case to the office there, and never lower its level', () => {
    const moved = (from: string, field: string, value: unknown) =>
      dataOf('EscalationMoved', when(correct(field, value), given(recording({ area: from }))));
    const holding = (level: string, area: string) => ({ level, holder: { area, role: 'HEAD' } });
    expect(moved(VILLAGE, 'area', '33.25.11.1019')).toMatchObject(holding('E0', '33.25.11.1019'));
    expect(moved(VILLAGE, 'area', '33.25.11')).toMatchObject(holding('E1', '33.25.11'));
    expect(moved('33.74.10', 'area', '33.25.11.1019')).toMatchObject(holding('E1', '33.25.11'));
    expect(moved('33.74.10', 'area', VILLAGE)).toBeUndefined();
    expect(moved(VILLAGE, 'accusedOffice', { area: '33.74.10' })).toMatchObject(holding('E2', '33.74'));
    expect(moved(VILLAGE, 'place', 'pasar')).toBeUndefined();
  });

  it('move nothing in history', () => {
    const archived = given(recording({}, { archived: true }));
    const types = when(correct('area', '33.25'), archived).map(({ type }) => type);
    expect(types).toEqual(['CaseCorrected']);
  });
});

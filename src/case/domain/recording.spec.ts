import {
  acting,
  dataOf,
  given,
  history,
  hour,
  LADDER,
  REPORT,
  recording,
  refusal,
  stateOf,
  VERIFY,
  VILLAGE,
  when,
} from '../../../test/support/case-scenario.js';
import { levelOf, NO_CASE } from './case.state.js';

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
          level: 'E0',
          holder: { area: VILLAGE, role: 'HEAD' },
          policyVersion: 1,
          rule: 'severity',
          inputs: { severity: 2, area: VILLAGE, accusedOffice: null },
          informed: [],
          // The recording is on a Sunday morning: service hours begin on Monday at 08.00 WIB.
          clocks: [
            {
              kind: 'acknowledge',
              rule: 'not_acknowledged',
              policyVersion: 1,
              startedAt: hour(0),
              calendar: {
                zone: 'WIB',
                stage: null,
                kind: 'service_hours',
                window: 'PT4H',
                dueAt: hour(28),
                skipped: [{ date: '2026-11-22', why: 'Minggu' }],
              },
            },
            {
              kind: 'handle',
              rule: 'not_handled',
              policyVersion: 1,
              startedAt: hour(0),
              calendar: {
                zone: 'WIB',
                stage: null,
                kind: 'service_hours',
                window: 'PT24H',
                dueAt: hour(80),
                skipped: [{ date: '2026-11-22', why: 'Minggu' }],
              },
            },
          ],
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
    const command = recording(said, {
      facts: { severity: 1, access: 'RESTRICTED', taxonomyVersion: 3, ladder: LADDER },
    });
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

import { CASE_EVENT_TYPES } from './case.upcasters.js';
import { conflictsOf } from './conflicts.js';
import { ACTION_TYPES } from './permissions.js';

/** What never makes a revision stale (API, "concurrency"): notes, evidence, answers, what is done on the spot, the clock. */
const HARMLESS = [
  'NoteAdded',
  'EvidenceAdded',
  'InputGiven',
  'FieldActionTaken',
  ...['EscalationStarted', 'EscalationMoved', 'EscalationRaised', 'UpperLevelInformed', 'EscalationProposed'],
  ...['EscalationClocksSet', 'DeadlinePassed', 'EscalationAcknowledged', 'GroupInformed'],
];

describe('If-Match', () => {
  it('may be missing where an action only adds', () => {
    expect(ACTION_TYPES.filter((type) => !conflictsOf(type).required)).toEqual([
      'field-actions',
      'input-requests/answer',
      'notes',
      'evidence',
      'escalation/acknowledgement',
      'escalation/informed',
    ]);
  });

  it.each(ACTION_TYPES)('of %s is never stale by a note, a file, an answer or the clock', (type) => {
    const { conflicts, required } = conflictsOf(type);
    expect(HARMLESS.filter((event) => conflicts.has(event))).toEqual([]);
    expect(conflicts.size > 0).toBe(required);
    expect([...conflicts].filter((event) => !CASE_EVENT_TYPES.some((known) => known === event))).toEqual([]);
  });

  it('of a decision is stale after any other decision and any change of content', () => {
    const { conflicts } = conflictsOf('verification');
    const rest = CASE_EVENT_TYPES.filter((event) => !conflicts.has(event) && !HARMLESS.includes(event));
    expect(rest).toEqual([
      ...['CaseRecorded', 'ProposalConfirmed', 'ProposalRefused', 'EscalationLowered'],
      ...['InputRequested', 'ReferralLetterAdded', 'PersonNamed'],
    ]);
  });

  it('of one agency’s answer is not stale by the answer of another', () => {
    const { conflicts } = conflictsOf('assignment/acceptance');
    expect(
      ['AssignmentAccepted', 'AssignmentRefused', 'CaseTakenUp'].filter((type) => conflicts.has(type)),
    ).toEqual([]);
    expect(conflicts.has('CaseAssigned')).toBe(true);
  });
});

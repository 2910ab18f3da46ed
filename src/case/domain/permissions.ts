import type { Role } from '../../kernel/grant.js';
import type { ActionType } from './case.commands.js';
import { RECORDING_ROLES } from './visibility.policies.js';

/** In which standing towards the case a role may act. */
export type Standing =
  /** The grant covers the area of the case. */
  | 'OVER_THE_AREA'
  /** The area of the grant is that of the office which holds the case. */
  | 'OF_THE_HOLDING_LEVEL'
  /** On the duty roster of the office that holds the case, whatever the role. */
  | 'ON_DUTY_FOR_THE_HOLDING_LEVEL'
  | 'OF_A_REGENCY_OR_PROVINCE'
  | 'OF_A_REGENCY_OR_ABOVE'
  | 'OF_THE_LEAD_AGENCY'
  /** Of an agency that is assigned and did not refuse. */
  | 'OF_AN_AGENCY_ON_THE_CASE'
  /** Of the agency that is to answer. */
  | 'OF_THE_AGENCY_ASKED'
  /** Over the area, for an agency that is to answer and has no officer there. */
  | 'FOR_AN_AGENCY_WITHOUT_OFFICER'
  /** Over the area, while no agency is assigned. */
  | 'WITHOUT_AN_ASSIGNMENT'
  /** Of the body of the referral that the action is about. */
  | 'OF_THE_BODY_OF_THE_REFERRAL'
  /** Of a body to which the case was referred. */
  | 'OF_A_BODY_REFERRED_TO'
  /** The grant shows its holder the case, or the person was named on it. */
  | 'WHO_SEES_IT'
  /** Who recorded the case, while nothing was decided on it. */
  | 'WHO_RECORDED_IT_WHILE_RECEIVED';

/** One way to be permitted. */
export interface Permit {
  readonly roles: readonly Role[];
  readonly standing: Standing;
}

const CHECKERS: Permit = { roles: ['VERIFIER', 'HEAD', 'SECRETARIAT'], standing: 'OVER_THE_AREA' };
const DIRECTORS: Permit = { roles: ['HEAD', 'SECRETARIAT'], standing: 'OVER_THE_AREA' };
const WORKERS: readonly Permit[] = [
  { roles: ['HEAD', 'SECRETARIAT', 'DESK'], standing: 'OVER_THE_AREA' },
  { roles: ['OFFICER'], standing: 'OF_AN_AGENCY_ON_THE_CASE' },
];
const THE_AGENCY_ASKED: readonly Permit[] = [
  { roles: ['OFFICER'], standing: 'OF_THE_AGENCY_ASKED' },
  { roles: ['SECRETARIAT'], standing: 'FOR_AN_AGENCY_WITHOUT_OFFICER' },
];
/** The office that has to act: its head, or who stands in for the head now. */
const HOLDERS: readonly Permit[] = [
  { roles: ['HEAD'], standing: 'OF_THE_HOLDING_LEVEL' },
  { roles: RECORDING_ROLES, standing: 'ON_DUTY_FOR_THE_HOLDING_LEVEL' },
];
const ANSWERS_PROPOSALS: readonly Permit[] = [
  ...HOLDERS,
  { roles: ['SECRETARIAT'], standing: 'OF_THE_HOLDING_LEVEL' },
];
const CONTRIBUTORS: Permit = { roles: RECORDING_ROLES, standing: 'WHO_SEES_IT' };

/** Who may do what to a case that they see (API, table of actions). The first permit that fits names the capacity. */
export const PERMITS: Readonly<Record<ActionType, readonly Permit[]>> = {
  verification: [CHECKERS],
  handling: [
    { roles: ['HEAD'], standing: 'OF_THE_HOLDING_LEVEL' },
    { roles: ['SECRETARIAT'], standing: 'OVER_THE_AREA' },
    { roles: ['OFFICER'], standing: 'OF_THE_LEAD_AGENCY' },
  ],
  assignment: [DIRECTORS],
  'assignment/acceptance': THE_AGENCY_ASKED,
  'assignment/refusal': THE_AGENCY_ASKED,
  'field-actions': WORKERS,
  'input-requests': WORKERS,
  'input-requests/answer': THE_AGENCY_ASKED,
  referrals: [DIRECTORS],
  'referrals/letter': [DIRECTORS],
  'referrals/progress': [DIRECTORS, { roles: ['LIAISON'], standing: 'OF_THE_BODY_OF_THE_REFERRAL' }],
  promotion: [CHECKERS],
  lapse: [CHECKERS],
  notes: [CONTRIBUTORS, { roles: ['LIAISON'], standing: 'OF_A_BODY_REFERRED_TO' }],
  evidence: [CONTRIBUTORS],
  corrections: [
    { roles: ['SECRETARIAT', 'VERIFIER'], standing: 'OVER_THE_AREA' },
    { roles: RECORDING_ROLES, standing: 'WHO_RECORDED_IT_WHILE_RECEIVED' },
  ],
  severity: [CHECKERS],
  resolution: [
    { roles: ['OFFICER'], standing: 'OF_THE_LEAD_AGENCY' },
    { roles: ['HEAD', 'SECRETARIAT'], standing: 'WITHOUT_AN_ASSIGNMENT' },
  ],
  closure: [CHECKERS],
  return: [CHECKERS],
  reopening: [{ roles: ['HEAD'], standing: 'OF_A_REGENCY_OR_PROVINCE' }],
  access: [{ roles: ['SECRETARIAT'], standing: 'OF_A_REGENCY_OR_ABOVE' }],
  escalation: HOLDERS,
  'escalation/acknowledgement': [...HOLDERS, { roles: ['DESK'], standing: 'OVER_THE_AREA' }],
  'escalation/lowering': HOLDERS,
  'escalation/proposal/confirmation': ANSWERS_PROPOSALS,
  'escalation/proposal/refusal': ANSWERS_PROPOSALS,
  'escalation/informed': [{ roles: ['HEAD', 'SECRETARIAT', 'DESK'], standing: 'OVER_THE_AREA' }, ...HOLDERS],
};

/** Every action on a case, in the order of the contract. */
export const ACTION_TYPES = Object.keys(PERMITS) as readonly ActionType[];

import type { Actor } from '../../kernel/actor.js';
import { covers, depthOf, type Grant, type Principal } from '../../kernel/grant.js';
import type { ActionFacts } from './case.commands.js';
import { assignmentOf, type KnownCase, partiesOf } from './case.state.js';
import type { Permit, Standing } from './permissions.js';
import type { Attempt } from './possible.js';
import { type CaseAccess, REGENCY, shows } from './visibility.policies.js';

/** All that a standing may look at. */
export interface Situation {
  readonly attempt: Attempt;
  readonly principal: Principal;
  readonly state: KnownCase;
  readonly access: CaseAccess;
  readonly facts: Pick<ActionFacts, 'withoutOfficer' | 'onDuty'>;
}

/** In which capacity a person acts. */
type Capacity = Omit<Actor, 'id'>;

type Test = (grant: Grant, situation: Situation) => boolean;

const isOver: Test = ({ area }, { access }) => covers(area, access.area);

const isLead: Test = (grant, situation) =>
  isOver(grant, situation) && assignmentOf(situation.state)?.lead === grant.agency;

/** Standings that hang on one grant alone. */
const TESTS: Readonly<
  Record<Exclude<Standing, 'FOR_AN_AGENCY_WITHOUT_OFFICER' | 'OF_THE_AGENCY_ASKED'>, Test>
> = {
  OVER_THE_AREA: isOver,
  OF_THE_HOLDING_LEVEL: ({ area }, { access }) => access.holderArea === area,
  ON_DUTY_FOR_THE_HOLDING_LEVEL: (grant, situation) =>
    isOver(grant, situation) && situation.facts.onDuty === true,
  OF_A_REGENCY_OR_PROVINCE: (grant, situation) =>
    isOver(grant, situation) && depthOf(grant.area) >= 1 && depthOf(grant.area) <= REGENCY,
  OF_A_REGENCY_OR_ABOVE: (grant, situation) => isOver(grant, situation) && depthOf(grant.area) <= REGENCY,
  OF_THE_LEAD_AGENCY: isLead,
  OF_AN_AGENCY_ON_THE_CASE: (grant, situation) =>
    isOver(grant, situation) && partiesOf(situation.state).some(({ agency }) => agency === grant.agency),
  WITHOUT_AN_ASSIGNMENT: (grant, situation) =>
    isOver(grant, situation) && assignmentOf(situation.state) === null,
  OF_THE_BODY_OF_THE_REFERRAL: (grant, situation) => {
    const { attempt, state } = situation;
    const referral = state.referrals.find(({ n }) => n === attempt.n);
    return isOver(grant, situation) && referral?.body === grant.agency;
  },
  OF_A_BODY_REFERRED_TO: (grant, { principal, access }) => shows(grant, principal, access),
  WHO_SEES_IT: (grant, { principal, access }) =>
    shows(grant, principal, access) || access.named.includes(principal.id),
  WHO_RECORDED_IT_WHILE_RECEIVED: (_, { principal, state }) =>
    state.recordedBy === principal.id && state.status === 'RECEIVED',
};

/** The capacity that a permit gives; null where it gives none. */
export function capacityUnder({ roles, standing }: Permit, situation: Situation): Capacity | null {
  const grants = situation.principal.grants.filter(({ role }) => roles.includes(role));
  if (standing === 'OF_THE_AGENCY_ASKED') return ofTheAgencyAsked(grants, situation);
  if (standing === 'FOR_AN_AGENCY_WITHOUT_OFFICER') return forAnAgency(grants, situation);
  const grant = grants.find((one) => TESTS[standing](one, situation));
  return grant === undefined ? null : capacityOf(grant);
}

export function capacityOf({ role, agency }: Grant): Capacity {
  return agency === undefined ? { role } : { role, agency };
}

/** An officer of two agencies answers for the one that has yet to. */
function ofTheAgencyAsked(grants: readonly Grant[], situation: Situation): Capacity | null {
  const mine = grants.filter((grant) => isOver(grant, situation));
  const agency = agenciesAsked(situation).find((asked) => mine.some((grant) => grant.agency === asked));
  return agency === undefined ? null : { role: 'OFFICER', agency };
}

/** The secretariat answers for the first agency that cannot; whose answer it is stands in its capacity. */
function forAnAgency(grants: readonly Grant[], situation: Situation): Capacity | null {
  const grant = grants.find((one) => isOver(one, situation));
  const agency = agenciesAsked(situation).find((asked) => situation.facts.withoutOfficer.includes(asked));
  return grant === undefined || agency === undefined ? null : { role: grant.role, agency };
}

/** Who is to answer: the agency of the request, else those of the assignment, first those that have not answered. */
function agenciesAsked({ attempt, state }: Situation): readonly string[] {
  if (attempt.type === 'input-requests/answer') {
    return state.inputRequests.filter(({ n }) => n === attempt.n).map(({ agency }) => agency);
  }
  const parties = partiesOf(state);
  const pending = parties.filter((party) => party.state === 'PENDING');
  return [...pending, ...parties].map(({ agency }) => agency);
}

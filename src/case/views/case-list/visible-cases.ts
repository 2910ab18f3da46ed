import { depthOf, type Grant, heldBy, type Principal, type Role } from '../../../kernel/grant.js';

/** A condition with its parameters, each a `$n` of one statement. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Rows whose area column lies in an area, by whole segments; written as ranges, so that an index serves it. */
export function inArea(parameters: SqlParameters, area: string, column = 'area'): string {
  if (area === '') return 'true';
  // '/' is the character after '.', so all codes below the area lie between the two.
  const [self, from, until] = [area, `${area}.`, `${area}/`].map((value) => parameters.add(value));
  return `(${column} = ${self} or (${column} >= ${from} and ${column} < ${until}))`;
}

/**
 * The rows of the case list that a person may see: the same rule as `visible` of the case's policies, as SQL. A test
 * holds the two against each other.
 */
export function visibleCases(parameters: SqlParameters, principal: Principal): string {
  const me = parameters.add(principal.id);
  const seen = principal.grants.map((grant) => seenBy(parameters, grant, me)).filter((sql) => sql !== null);
  const named = `${me} = any(named)`;
  return `((${[named, ...seen].join(' or ')}) and not ${barred(parameters, principal)})`;
}

/** Roles that see the open cases of their area, so that a restricted one there is missing from what they count. */
const COUNTING: readonly Role[] = ['OPERATOR', 'VERIFIER', 'DESK', 'HEAD', 'SECRETARIAT'];

/**
 * Restricted cases that the person would see if they were open; null for somebody who sees no area. Those whom the
 * accused's office bars are not told that there is anything.
 */
export function leftOutCases(parameters: SqlParameters, principal: Principal): string | null {
  const areas = principal.grants.filter(({ role }) => COUNTING.includes(role)).map(({ area }) => area);
  if (areas.length === 0) return null;
  const scope = areas.map((area) => inArea(parameters, area)).join(' or ');
  const seen = visibleCases(parameters, principal);
  return `(access = 'RESTRICTED' and (${scope}) and not ${seen} and not ${barred(parameters, principal)})`;
}

function barred(parameters: SqlParameters, principal: Principal): string {
  return `(${['false', ...heldBy(principal).map((grant) => barredBy(parameters, grant))].join(' or ')})`;
}

function seenBy(parameters: SqlParameters, grant: Grant, me: string): string | null {
  const scope = () => inArea(parameters, grant.area);
  switch (grant.role) {
    case 'REPORTER':
      return `recorded_by = ${me}`;
    case 'OPERATOR':
    case 'VERIFIER':
    case 'DESK':
      return `(${scope()} and access = 'OPEN') or recorded_by = ${me}`;
    case 'OFFICER':
      return `(${scope()} and ${parameters.add(grant.agency ?? '')} = any(agencies || asked)) or recorded_by = ${me}`;
    case 'HEAD':
      // Archived cases have no holder; the condition stays true or false, so that it can be negated.
      return `(${scope()} and (access = 'OPEN' or holder_area is not distinct from ${parameters.add(grant.area)})) or recorded_by = ${me}`;
    case 'SECRETARIAT':
      return depthOf(grant.area) <= 2
        ? `${scope()} or recorded_by = ${me}`
        : `(${scope()} and access = 'OPEN') or recorded_by = ${me}`;
    case 'LIAISON':
      return `(${scope()} and ${parameters.add(grant.agency ?? '')} = any(bodies))`;
    case 'AUDITOR':
      return scope();
    case 'CUSTODIAN':
    case 'ADMIN':
      return null;
  }
}

/** The accused's office: everybody whose grant lies at that area or below it, or in that agency there. */
function barredBy(parameters: SqlParameters, { area, agency }: Grant): string {
  const own = parameters.add(area);
  const inAgency = parameters.add(agency ?? '');
  return `(accused_area is not null and (${own} = accused_area or starts_with(${own}, accused_area || '.') or accused_area = '')
    and (accused_agency is null or accused_agency = ${inAgency}))`;
}

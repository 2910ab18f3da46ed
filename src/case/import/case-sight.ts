import type { Principal } from '../../kernel/grant.js';

/** Port to the view of cases: which of them a person may see. */
export abstract class CaseSight {
  /** Those of the ids that stand in the view and that the person may see now. */
  abstract visibleTo(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>>;
}

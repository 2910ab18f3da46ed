import { covers, depthOf } from '../../kernel/grant.js';
import type { CaseReport, EscalationLevel, EscalationMoved, EscalationStarted } from './case.events.js';

/** Until a policy is in force: the level follows the depth of the area alone. */
const POLICY = 0;

/** By depth of the office's area: country, province, kab/kota, kecamatan, kelurahan/desa. */
const LEVELS: readonly [EscalationLevel, ...EscalationLevel[]] = ['E4', 'E3', 'E2', 'E1', 'E0'];

/** The office that holds a case: its level and its area. */
export interface HoldingOffice {
  readonly level: EscalationLevel;
  readonly area: string;
}

type Situation = Pick<CaseReport, 'area' | 'accusedOffice'>;

/** Where a case starts. */
export function startEvent(report: Situation): EscalationStarted {
  return { type: 'EscalationStarted', data: holding(startingOffice(report), 'area_depth', report) };
}

/**
 * Where a correction takes the case: to the office that its area has at the level at which it stands, or above where
 * that office is accused or does not reach so deep. It never lowers the level: only a person does. Null where the
 * same office keeps it.
 */
export function moveEvent(held: HoldingOffice | null, report: Situation): EscalationMoved | null {
  if (held === null) return null;
  const depth = Math.min(depthOf(startingOffice(report).area), LEVELS.indexOf(held.level));
  const office = officeAt(depth, report.area);
  if (office.level === held.level && office.area === held.area) return null;
  return { type: 'EscalationMoved', data: holding(office, 'report_corrected', report) };
}

/** The area's own office; an office that is accused is skipped upward, with all below it. */
function startingOffice({ area, accusedOffice }: Situation): HoldingOffice {
  // Where one agency is accused, the office that it stands beside is not.
  const barred =
    accusedOffice !== undefined && accusedOffice.agency === undefined ? accusedOffice.area : null;
  const skips = barred !== null && covers(barred, area);
  return officeAt(skips ? depthOf(barred) - 1 : depthOf(area), area);
}

function officeAt(depth: number, area: string): HoldingOffice {
  const within = Math.min(Math.max(depth, 0), LEVELS.length - 1);
  return { level: LEVELS[within] ?? LEVELS[0], area: area.split('.').slice(0, within).join('.') };
}

function holding({ level, area }: HoldingOffice, rule: string, report: Situation): EscalationStarted['data'] {
  const inputs = { area: report.area, accusedOffice: report.accusedOffice ?? null };
  return { policyVersion: POLICY, level, holder: { area, role: 'HEAD' }, rule, inputs };
}

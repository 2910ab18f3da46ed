import type { EscalationLevel } from '../../../escalation/policy/escalation-policy.js';
import { higher } from '../../../escalation/policy/start-step.js';
import { covers, depthOf } from '../../../kernel/grant.js';
import type { CaseReport } from '../case.events.js';
import type { Holder } from '../ladder.events.js';

/** By depth of the office's area: country, province, kab/kota, kecamatan, kelurahan/desa. */
const LEVELS: readonly [EscalationLevel, ...EscalationLevel[]] = ['E4', 'E3', 'E2', 'E1', 'E0'];

/** An office that can hold a case. */
export interface Office {
  readonly level: EscalationLevel;
  readonly holder: Holder;
}

/** What of a report says which offices there are. */
export type Place = Pick<CaseReport, 'area' | 'accusedOffice'>;

/** The deepest office that can hold a case, and why none below it can. */
export interface DeepestOffice extends Office {
  readonly because: 'area_depth' | 'accused_office';
}

/**
 * The area's own office; an office that is accused is skipped upward, with all below it. Where one agency is accused,
 * the office that it stands beside is not.
 */
export function deepestOffice({ area, accusedOffice }: Place): DeepestOffice {
  const barred =
    accusedOffice !== undefined && accusedOffice.agency === undefined ? accusedOffice.area : null;
  if (barred === null || !covers(barred, area))
    return { ...atDepth(depthOf(area), area), because: 'area_depth' };
  return { ...atDepth(depthOf(barred) - 1, area), because: 'accused_office' };
}

/** The office of the level or, where the case has none there, the deepest that it has. */
export function officeAt(level: EscalationLevel, place: Place): Office {
  return atDepth(LEVELS.indexOf(higher(level, deepestOffice(place).level)), place.area);
}

function atDepth(depth: number, area: string): Office {
  const within = Math.min(Math.max(depth, 0), LEVELS.length - 1);
  const holder = { area: area.split('.').slice(0, within).join('.'), role: 'HEAD' as const };
  return { level: LEVELS[within] ?? LEVELS[0], holder };
}

export function isSameOffice(one: Office, other: Office): boolean {
  return one.level === other.level && one.holder.area === other.holder.area;
}

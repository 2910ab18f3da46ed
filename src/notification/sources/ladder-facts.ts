import type { Clock } from '../../calendar/clock.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import type { Deadline } from '../news.js';

/** Code of the area that the level has above, or at, an area. */
export function areaAt(level: EscalationLevel, area: string): string {
  const depth = ESCALATION_LEVELS.length - 1 - ESCALATION_LEVELS.indexOf(level);
  return area.split('.').slice(0, depth).join('.');
}

/** What clocks ask to be done by when. */
export function deadlinesOf(clocks: readonly Clock[]): Deadline[] {
  return clocks.map(({ kind, calendar }) => ({ kind, dueAt: calendar.dueAt }));
}

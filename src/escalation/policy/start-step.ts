import {
  type CaseMatch,
  ESCALATION_LEVELS,
  type EscalationLevel,
  type EscalationPolicy,
} from './escalation-policy.js';

/** What the start rules look at. */
export interface StartingCase {
  readonly category: string;
  readonly subcategory: string;
  readonly severity: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where the rules want a case to start, before it is asked which office there can hold it. */
export interface StartStep {
  readonly level: EscalationLevel;
  /** `severity`, or the id of the override that asks for more. */
  readonly rule: string;
  /** Levels that an override tells without making them hold it. */
  readonly informed: readonly EscalationLevel[];
  /** The level above the one that comes to hold it is told too. */
  readonly informsAbove: boolean;
}

/** The higher of two levels: E1 is higher than E0. */
export function higher(one: EscalationLevel, other: EscalationLevel): EscalationLevel {
  return isAbove(one, other) ? one : other;
}

export function isAbove(one: EscalationLevel, other: EscalationLevel): boolean {
  return ESCALATION_LEVELS.indexOf(one) > ESCALATION_LEVELS.indexOf(other);
}

/** Null above E4. */
export function levelAbove(level: EscalationLevel): EscalationLevel | null {
  return ESCALATION_LEVELS[ESCALATION_LEVELS.indexOf(level) + 1] ?? null;
}

/** The level of the severity, or of the override that asks for the highest above it. */
export function startStep({ start }: EscalationPolicy, subject: StartingCase): StartStep {
  const overrides = start.overrides.filter(({ when }) => matches(when, subject));
  const bySeverity = { level: levelOfSeverity(start.bySeverity, subject.severity), rule: 'severity' };
  const { level, rule } = overrides.reduce(
    (highest, { id, level }) => (isAbove(level, highest.level) ? { level, rule: id } : highest),
    bySeverity,
  );
  return {
    level,
    rule,
    informed: [...new Set(overrides.flatMap(({ inform }) => inform))],
    informsAbove: subject.severity >= start.informAboveFrom,
  };
}

/** True where the category, the sub-category or a member of the details fits. */
export function matches({ categories, subcategories, details }: CaseMatch, subject: StartingCase): boolean {
  return (
    categories?.includes(subject.category) === true ||
    subcategories?.includes(subject.subcategory) === true ||
    details?.some((name) => says(subject.details[name])) === true
  );
}

/** A number above zero, or a text or list that says anything. */
function says(value: unknown): boolean {
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) && value.length > 0;
}

function levelOfSeverity(levels: EscalationPolicy['start']['bySeverity'], severity: number): EscalationLevel {
  return levels[String(Math.min(Math.max(severity, 1), 4)) as keyof typeof levels];
}

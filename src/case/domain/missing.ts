import type { CaseReport } from './case.events.js';

type Question = readonly [path: string, isSensible: (report: CaseReport) => boolean];

/** What is asked of every case, in the order in which a person would ask. */
const QUESTIONS: readonly Question[] = [
  ['description', () => true],
  ['occurredAt', ({ nature }) => nature === 'INCIDENT'],
  ['expectedFrom', ({ nature }) => nature === 'POTENTIAL'],
  ['knownAt', ({ nature }) => nature === 'INCIDENT'],
  ['coordinates', isOnTheSpot],
];

/**
 * What should still be asked: paths into the body of the case, e.g. `description`, `details.tps`. Nothing of it stops
 * a case from being recorded. `recommended`: the paths that the taxonomy recommends for the sub-category.
 */
export function missing(report: CaseReport, recommended: readonly string[]): string[] {
  const sensible = QUESTIONS.filter(([, isSensible]) => isSensible(report)).map(([path]) => path);
  return [...new Set([...sensible, ...recommended])].filter((path) => isUnknown(at(report, path)));
}

/** What is on a screen has no place in the field. */
function isOnTheSpot({ category }: CaseReport): boolean {
  return category !== 'CONTENT';
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Readonly<Record<string, unknown>>)[name]
          : undefined,
      value,
    );
}

/** Absent is unknown and so is empty; zero and `false` are answers. */
function isUnknown(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null;
}

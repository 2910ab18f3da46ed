import type { FieldError } from '../kernel/domain-error.js';
import { type DetailRule, type DetailRules, detailsRules } from './details-rules.js';

/** A field error with the values for its sentence. */
export interface DetailFault extends FieldError {
  readonly values?: Readonly<Record<string, string | number>>;
}

type Fault = Pick<DetailFault, 'code' | 'values'>;

const MOST = 1_000_000_000;
const MOST_RUPIAH = 1_000_000_000_000_000;
const MOST_LINK = 2_000;
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?$/;

/**
 * Checks `details` of a case of the category; empty where everything is right. Pointers begin with `/details`.
 * `unknown_property` is the fault that makes a request malformed (400); the others are `required`, `not_an_object`,
 * `not_a_list`, `not_text`, `blank`, `too_long`, `too_many`, `not_one_of`, `not_a_whole_number`, `not_a_number`,
 * `out_of_range`, `not_a_boolean`, `not_a_link`, `not_an_instant`, `offset_missing`, `no_such_date`.
 */
export function checkDetails(category: string, details: unknown): DetailFault[] {
  return checkMembers(detailsRules(category), [], details, '/details');
}

/** True for an http or https address that `details.links` takes. */
export function isLink(text: string): boolean {
  if (text.length > MOST_LINK || /\s/.test(text) || !URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
}

function check(rule: DetailRule, value: unknown, pointer: string): DetailFault[] {
  switch (rule.kind) {
    case 'members':
      return checkMembers(rule.members, rule.required ?? [], value, pointer);
    case 'list':
      return checkList(rule.of, rule.max, value, pointer);
    case 'either':
      return checkEither(rule.of, value, pointer);
    default: {
      const fault = scalarFault(rule, value);
      return fault === undefined ? [] : [{ pointer, ...fault }];
    }
  }
}

type ScalarRule = Exclude<DetailRule, { kind: 'members' | 'list' | 'either' }>;

function scalarFault(rule: ScalarRule, value: unknown): Fault | undefined {
  switch (rule.kind) {
    case 'text':
      return textFault(value, rule.max);
    case 'choice':
      return choiceFault(value, rule.of);
    case 'count':
      return Number.isInteger(value) ? rangeFault(Number(value), MOST) : { code: 'not_a_whole_number' };
    case 'amount':
      return Number.isFinite(value) ? rangeFault(Number(value), MOST_RUPIAH) : { code: 'not_a_number' };
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'not_a_boolean' };
    case 'link':
      return textFault(value, MOST_LINK) ?? (isLink(String(value)) ? undefined : { code: 'not_a_link' });
    case 'instant':
      return instantFault(value);
  }
}

function textFault(value: unknown, max: number): Fault | undefined {
  if (typeof value !== 'string') return { code: 'not_text' };
  if (value.trim() === '') return { code: 'blank' };
  return value.length > max ? { code: 'too_long', values: { max } } : undefined;
}

function choiceFault(value: unknown, of: readonly string[]): Fault | undefined {
  if (typeof value !== 'string') return { code: 'not_text' };
  return of.includes(value) ? undefined : { code: 'not_one_of', values: { values: of.join(', ') } };
}

function rangeFault(value: number, max: number): Fault | undefined {
  return value < 0 || value > max ? { code: 'out_of_range', values: { min: 0, max } } : undefined;
}

function instantFault(value: unknown): Fault | undefined {
  if (typeof value !== 'string') return { code: 'not_text' };
  const match = INSTANT.exec(value);
  if (match === null) return { code: 'not_an_instant' };
  if (match[2] === undefined) return { code: 'offset_missing' };
  return isDay(value.slice(0, 10)) && Number.isFinite(Date.parse(value))
    ? undefined
    : { code: 'no_such_date' };
}

/** `Date` would roll 30 February over into March. */
function isDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return Number.isFinite(read.getTime()) && read.toISOString().startsWith(day);
}

function checkMembers(
  members: DetailRules,
  required: readonly string[],
  value: unknown,
  pointer: string,
): DetailFault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ pointer, code: 'not_an_object' }];
  }
  const faults = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name): DetailFault => ({ pointer: `${pointer}/${name}`, code: 'required' }));
  for (const [name, member] of Object.entries(value)) {
    const rule = Object.hasOwn(members, name) ? members[name] : undefined;
    const at = `${pointer}/${escapePointer(name)}`;
    faults.push(
      ...(rule === undefined ? [{ pointer: at, code: 'unknown_property' }] : check(rule, member, at)),
    );
  }
  return faults;
}

function checkList(of: DetailRule, max: number, value: unknown, pointer: string): DetailFault[] {
  if (!Array.isArray(value)) return [{ pointer, code: 'not_a_list' }];
  if (value.length > max) return [{ pointer, code: 'too_many', values: { max } }];
  return value.flatMap((item, index) => check(of, item, `${pointer}/${index}`));
}

/** Right where one alternative is; else the faults of the one whose type fits the value. */
function checkEither(of: readonly DetailRule[], value: unknown, pointer: string): DetailFault[] {
  const attempts = of.map((rule) => check(rule, value, pointer));
  const right = attempts.find((faults) => faults.length === 0);
  return right ?? attempts.find((faults) => !faults.some(isWrongType)) ?? attempts[0] ?? [];
}

function isWrongType({ code }: DetailFault): boolean {
  return code.startsWith('not_');
}

/** RFC 6901. */
function escapePointer(name: string): string {
  return name.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1');
}

import { isStorableText } from '../event-store/codec.js';
import { isUuid } from '../kernel/ids.js';
import { isCalendarDay, readInstant } from './instant.js';

/** What is wrong with a value: a code of the fault catalogue and the values for its sentence. */
export interface Fault {
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A rule for one value, and how the OpenAPI document describes it. */
export interface Check {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Undefined where nothing is wrong. */
  test(value: unknown): Fault | undefined;
}

/**
 * Text of at most `max` characters. Anything may stand in it (markup, SQL), except NUL and halves of characters,
 * which no store can keep. Blank text is refused unless `blank` allows it.
 */
export function text(max: number, { blank = false }: { readonly blank?: boolean } = {}): Check {
  return {
    schema: { type: 'string', maxLength: max, ...(blank ? {} : { minLength: 1 }) },
    test: (value) => {
      if (typeof value !== 'string') return { code: 'not_text' };
      if (!isStorableText(value)) return { code: 'unreadable_text' };
      if (!blank && value.trim() === '') return { code: 'blank' };
      return lengthOf(value) > max ? { code: 'too_long', values: { max } } : undefined;
    },
  };
}

/** Text of a given form, e.g. a user name. The code is one of the fault catalogue. */
export function matching(form: RegExp, code: string, schema: Readonly<Record<string, unknown>> = {}): Check {
  return {
    schema: { type: 'string', pattern: form.source, ...schema },
    test: (value) => {
      if (typeof value !== 'string') return { code: 'not_text' };
      return form.test(value) ? undefined : { code };
    },
  };
}

/** A UUID in its textual form. */
export const uuid: Check = {
  schema: { type: 'string', format: 'uuid' },
  test: (value) => (isUuid(value) ? undefined : { code: 'not_a_uuid' }),
};

const AREA_CODE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;

/** The form of an area code (Kemendagri, dotted); whether the area exists is asked elsewhere. */
export const areaCode: Check = matching(AREA_CODE, 'not_an_area_code', { example: '33.74.10' });

/** An area code, or `""` for the whole country. */
export const areaCodeOrCountry: Check = {
  schema: areaCode.schema,
  test: (value) => (value === '' ? undefined : areaCode.test(value)),
};

/** RFC 3339 with an offset. */
export const instant: Check = {
  schema: { type: 'string', format: 'date-time', example: '2024-10-17T14:05:00+07:00' },
  test: (value) => {
    if (typeof value !== 'string') return { code: 'not_text' };
    const read = readInstant(value);
    return read instanceof Date ? undefined : { code: read };
  },
};

/** A calendar date without a time, as on a letter. */
export const day: Check = {
  schema: { type: 'string', format: 'date', example: '2024-10-20' },
  test: (value) => {
    if (typeof value !== 'string') return { code: 'not_text' };
    return isCalendarDay(value) ? undefined : { code: 'not_a_date' };
  },
};

/** One of a closed list of words. */
export function oneOf(values: readonly string[]): Check {
  return {
    schema: { type: 'string', enum: [...values] },
    test: (value) => {
      if (typeof value !== 'string') return { code: 'not_text' };
      if (values.includes(value)) return undefined;
      return { code: 'not_one_of', values: { values: values.join(', ') } };
    },
  };
}

/** A whole number. */
export function whole(min: number, max: number): Check {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    test: (value) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) return { code: 'not_a_whole_number' };
      return outside(value, min, max);
    },
  };
}

/** Any finite number. */
export function number(min: number, max: number): Check {
  return {
    schema: { type: 'number', minimum: min, maximum: max },
    test: (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not_a_number' };
      return outside(value, min, max);
    },
  };
}

export const flag: Check = {
  schema: { type: 'boolean' },
  test: (value) => (typeof value === 'boolean' ? undefined : { code: 'not_a_boolean' }),
};

/** Bounds of Indonesia, WGS 84 (API "Conventions"). */
const LONGITUDES = [94, 142] as const;
const LATITUDES = [-12, 7] as const;

export const longitude: Check = within(LONGITUDES);
export const latitude: Check = within(LATITUDES);

function within([min, max]: readonly [number, number]): Check {
  return {
    schema: { type: 'number', minimum: min, maximum: max },
    test: (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not_a_number' };
      return value < min || value > max
        ? { code: 'coordinates_out_of_range', values: { min, max } }
        : undefined;
    },
  };
}

function outside(value: number, min: number, max: number): Fault | undefined {
  return value < min || value > max ? { code: 'out_of_range', values: { min, max } } : undefined;
}

/** Characters as people count them: a pair of surrogates is one. */
function lengthOf(value: string): number {
  let length = 0;
  for (const _ of value) length++;
  return length;
}

import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';
import type { Check } from './checks.js';
import * as checks from './checks.js';
import { checked } from './fields.js';

/** A filter that may be repeated: always a list, combined with OR. `@Filter(oneOf(STATUSES)) status?: Status[]`. */
export function Filter(check: Check, max = 100): PropertyDecorator {
  return query((value) => (Array.isArray(value) ? value : [value]), { type: 'array', items: check.schema }, [
    (value) => {
      const list = value as unknown[];
      if (list.length > max) return [{ code: 'too_many', values: { max }, at: '' }];
      return list.flatMap((item) => only(check, item));
    },
  ]);
}

/** A filter that may be given once. `@FilterOnce(instant) knownFrom?: string`. */
export function FilterOnce(check: Check): PropertyDecorator {
  return query((value) => value, check.schema, [(value) => only(check, value)]);
}

/** A whole number, given once. */
export function FilterWhole(min: number, max: number): PropertyDecorator {
  const check = checks.whole(min, max);
  return query(toNumber(/^-?\d{1,15}$/), check.schema, [(value) => only(check, value)]);
}

/** `true` or `false`, given once. */
export function FilterFlag(): PropertyDecorator {
  return query((value) => (value === 'true' ? true : value === 'false' ? false : value), checks.flag.schema, [
    (value) => only(checks.flag, value),
  ]);
}

/** `west,south,east,north` in degrees, as four numbers. */
export function FilterBox(): PropertyDecorator {
  const schema = { type: 'string', example: '110.2,-7.2,110.6,-6.9' };
  return query(toBox, schema, [(value) => (isBox(value) ? [] : [{ code: 'not_a_box', at: '' }])]);
}

/** What every GET takes; lists extend `PageDto`. */
export class QueryDto {
  /** Position of a command's answer: waits up to 2 s until this view has seen it. */
  @FilterOnce(checks.text(100, { blank: true }))
  after?: string;
}

/** What every view of the past takes besides. */
export class AsOfDto extends QueryDto {
  /** An instant (RFC 3339) or a position: what the system had recorded by then. */
  @FilterOnce(checks.text(100))
  asOf?: string;
}

export const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** What every list takes. */
export class PageDto extends AsOfDto {
  /** How many items a page holds at most. */
  @FilterWhole(1, MAX_LIMIT)
  limit: number = DEFAULT_LIMIT;

  /** Where the page before ended; taken from `next` or the `Link` header. */
  @FilterOnce(checks.text(2_000))
  cursor?: string;
}

type Test = Parameters<typeof checked>[1];

function query(convert: (value: unknown) => unknown, schema: object, [test]: [Test]): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : convert(value)), {
      toClassOnly: true,
    }),
    checked({ ...schema }, test),
    ApiProperty({ required: false }),
  );
}

function only(check: Check, value: unknown): ReturnType<Test> {
  const fault = Array.isArray(value) ? { code: 'given_twice' } : check.test(value);
  return fault === undefined ? [] : [{ ...fault, at: '' }];
}

function toNumber(form: RegExp): (value: unknown) => unknown {
  return (value) => (typeof value === 'string' && form.test(value) ? Number(value) : value);
}

function toBox(value: unknown): unknown {
  if (typeof value !== 'string' || !/^-?[\d.]+(,-?[\d.]+){3}$/.test(value)) return value;
  return value.split(',').map(Number);
}

function isBox(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(Number.isFinite)) return false;
  const [west, south, east, north] = value as [number, number, number, number];
  return west >= -180 && east <= 180 && south >= -90 && north <= 90 && west <= east && south <= north;
}

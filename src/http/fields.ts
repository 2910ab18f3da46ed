import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsOptional, registerDecorator, ValidateNested, type ValidationArguments } from 'class-validator';
import type { Check, Fault } from './checks.js';
import * as checks from './checks.js';

/** The constraint under which every check of this file stands; its message carries the faults as JSON. */
export const CHECKED = 'kondusifChecked';

/** A fault with its place below the property: `` or `/2`. */
export interface PlacedFault extends Fault {
  readonly at: string;
}

type Schema = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => readonly PlacedFault[];

/** A property of a body under a check: refuses any other type, never converts. */
export function Is(check: Check): PropertyDecorator {
  return checked(check.schema, (value) => placed(check.test(value), ''));
}

/** A list of at most `max` values under a check; a fault points at its element. */
export function IsListOf(check: Check, max: number, min = 0): PropertyDecorator {
  return checked({ type: 'array', items: check.schema, minItems: min, maxItems: max }, (value) => {
    const fault = listFault(value, min, max);
    if (fault !== undefined) return placed(fault, '');
    return (value as unknown[]).flatMap((item, index) => placed(check.test(item), `/${index}`));
  });
}

/** The property may be missing; `null` counts as missing. Stands above the other decorators of the property. */
export function Optional(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (value === null ? undefined : value), { toClassOnly: true }),
    ApiProperty({ required: false }),
  );
}

/** Text of at most `max` characters, not blank unless `{blank: true}`; see `checks.text`. */
export function IsText(max: number, options?: { readonly blank?: boolean }): PropertyDecorator {
  return Is(checks.text(max, options));
}

export function IsUuid(): PropertyDecorator {
  return Is(checks.uuid);
}

/** The form of an area code; whether the area exists is asked elsewhere. */
export function IsAreaCode(): PropertyDecorator {
  return Is(checks.areaCode);
}

/** RFC 3339 with an offset, kept as text: `toUtc` and `toInstant` of instant.ts read it. */
export function IsInstant(): PropertyDecorator {
  return Is(checks.instant);
}

/** A calendar date, `2024-10-20`. */
export function IsDay(): PropertyDecorator {
  return Is(checks.day);
}

export function IsOneOf(values: readonly string[]): PropertyDecorator {
  return Is(checks.oneOf(values));
}

export function IsWhole(min: number, max: number): PropertyDecorator {
  return Is(checks.whole(min, max));
}

export function IsAmount(min: number, max: number): PropertyDecorator {
  return Is(checks.number(min, max));
}

export function IsFlag(): PropertyDecorator {
  return Is(checks.flag);
}

/** An object with its own class of properties. */
export function Nested(type: () => new () => object): PropertyDecorator {
  return applyDecorators(
    checked(undefined, (value) => placed(objectFault(value), '')),
    ValidateNested(),
    Type(type),
    // Swagger knows a class that is named later by the name of this function.
    ApiProperty({ type: () => type() }),
  );
}

/** A list of at most `max` objects. */
export function NestedList(type: () => new () => object, max: number, min = 0): PropertyDecorator {
  const test: Test = (value) => {
    const fault = listFault(value, min, max);
    if (fault !== undefined) return placed(fault, '');
    return (value as unknown[]).flatMap((item, index) => placed(objectFault(item), `/${index}`));
  };
  return applyDecorators(
    checked(undefined, test),
    ValidateNested({ each: true }),
    Type(type),
    ApiProperty({ type: () => type(), isArray: true, minItems: min, maxItems: max }),
  );
}

/** A point on the ground in Indonesia, WGS 84. */
export class CoordinatesDto {
  @Is(checks.longitude)
  lng!: number;

  @Is(checks.latitude)
  lat!: number;

  /** Radius in metres within which the point lies. */
  @Optional()
  @Is(checks.number(0, 100_000))
  accuracyM?: number;
}

/** Registers a check with class-validator and, where it has a schema, with the OpenAPI document. */
export function checked(schema: Schema | undefined, test: Test): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: CHECKED,
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => test(value).length === 0,
        defaultMessage: (args?: ValidationArguments) => JSON.stringify(test(args?.value)),
      },
    });
    if (schema !== undefined) ApiProperty(schema as ApiPropertyOptions)(target, property);
  };
}

function placed(fault: Fault | undefined, at: string): PlacedFault[] {
  return fault === undefined ? [] : [{ ...fault, at }];
}

function listFault(value: unknown, min: number, max: number): Fault | undefined {
  if (!Array.isArray(value)) return { code: 'not_a_list' };
  if (value.length < min) return { code: 'too_few', values: { min } };
  return value.length > max ? { code: 'too_many', values: { max } } : undefined;
}

function objectFault(value: unknown): Fault | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? undefined : { code: 'not_an_object' };
}

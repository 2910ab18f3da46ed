import { Readable } from 'node:stream';
import {
  type ArgumentMetadata,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type PipeTransform,
} from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { DomainError, type FieldError } from '../kernel/domain-error.js';
import { isUuid } from '../kernel/ids.js';
import { CHECKED, type PlacedFault } from './fields.js';
import { requestOf } from './request.js';

/** A field error with the values for its sentence. */
export interface FieldFault extends FieldError {
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Faults that name the whole problem where nothing else is wrong: the contract gives them a code of their own. */
const NAMES_THE_PROBLEM: readonly string[] = ['coordinates_out_of_range'];

/**
 * Turns bodies and queries into instances of their DTOs. Nothing is converted but what a query's decorator converts.
 * Bodies: 400 `unknown_property`, else 422 `invalid`. Queries: 400. Path parameters: 404.
 */
@Injectable()
export class ShapePipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || metatype === undefined || NATIVE.includes(metatype)) return value;
    if (metatype === Readable) return value ?? Readable.from([]);
    const plain = value ?? {};
    if (!isPlainObject(plain)) throw new DomainError('invalid', {}, [{ pointer: '', code: 'not_an_object' }]);
    if (type === 'query') refuseNamesOfEveryObject(plain);
    const instance = plainToInstance(metatype, plain, { exposeUnsetFields: false }) as object;
    const errors = validateSync(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
    });
    if (errors.length === 0) return instance;
    if (type === 'param') throw new DomainError('not_found');
    throw type === 'query' ? queryError(faultsOf(errors, '')) : bodyError(faultsOf(errors, '/'));
  }
}

/** A path parameter that is a UUID, in lower case; anything else is `not_found`, like an id that does not exist. */
export const Id = createParamDecorator((name: string, context: ExecutionContext): string =>
  idOf((requestOf(context).params as Readonly<Record<string, string>>)[name]),
);

/** The UUID of a path, in lower case; throws `not_found`. */
export function idOf(value: string | undefined): string {
  if (!isUuid(value)) throw new DomainError('not_found');
  return value.toLowerCase();
}

/** A path parameter that counts from 1, e.g. `{n}`; anything else is `not_found`. */
export const Ordinal = createParamDecorator((name: string, context: ExecutionContext): number => {
  const value = (requestOf(context).params as Readonly<Record<string, string>>)[name] ?? '';
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new DomainError('not_found');
  return Number(value);
});

const NATIVE: readonly unknown[] = [Object, String, Number, Boolean, Array];

function bodyError(faults: readonly FieldFault[]): DomainError {
  if (faults.some(({ code }) => code === 'unknown_property')) {
    return new DomainError('unknown_property', {}, faults);
  }
  const [first, ...others] = new Set(faults.map(({ code }) => code));
  if (first !== undefined && others.length === 0 && NAMES_THE_PROBLEM.includes(first)) {
    return new DomainError(first, {}, faults);
  }
  return new DomainError('invalid', {}, faults);
}

function queryError(faults: readonly FieldFault[]): DomainError {
  const unknown = faults.some(({ code }) => code === 'unknown_property');
  if (!unknown) return new DomainError('invalid_parameter', {}, faults);
  const named = faults.map((fault) =>
    fault.code === 'unknown_property' ? { ...fault, code: 'unknown_parameter' } : fault,
  );
  return new DomainError('unknown_parameter', {}, named);
}

/** Libraries trip over members like `constructor`; in bodies the parser refuses them. */
function refuseNamesOfEveryObject(query: object): void {
  const names = Object.keys(query).filter((name) => name in Object.prototype);
  if (names.length === 0) return;
  throw queryError(names.map((pointer) => ({ pointer, code: 'unknown_property' })));
}

function faultsOf(errors: readonly ValidationError[], prefix: string): FieldFault[] {
  return errors.flatMap((error) => {
    const pointer = `${prefix}${escapePointer(error.property)}`;
    const own = ownFaults(error, pointer);
    return own.length > 0 ? own : faultsOf(error.children ?? [], `${pointer}/`);
  });
}

function ownFaults({ constraints = {}, value }: ValidationError, pointer: string): FieldFault[] {
  const { [CHECKED]: checked, ...others } = constraints;
  const [other] = Object.keys(others);
  if ('whitelistValidation' in others) return [{ pointer, code: 'unknown_property' }];
  if (value === undefined && (checked ?? other) !== undefined) return [{ pointer, code: 'required' }];
  if (checked === undefined) return other === undefined ? [] : [{ pointer, code: toSnakeCase(other) }];
  const faults = JSON.parse(checked) as PlacedFault[];
  return faults.map(({ at, ...fault }) => ({ pointer: pointer + at, ...fault }));
}

/** RFC 6901. */
export function escapePointer(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

function toSnakeCase(constraint: string): string {
  return constraint.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Objects of JSON and of the query parser (which have no prototype), no arrays, streams or buffers. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || !('constructor' in (prototype as object));
}

import { ShapePipe } from '../../http/validation.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { CorrectionDto } from './case-action.dto.js';
import { RecordCaseDto } from './record-case.dto.js';

/** A report in which nothing but the corrected field can be wrong. */
const SOUND = { category: 'KIND', subcategory: 'KIND', area: '11', origin: 'CITIZEN' };
const shape = new ShapePipe();

/**
 * The correction with its value as the body of a new case would take it. Errors as there, with pointers into `value`;
 * whether there is such a field is the rule's business.
 */
export function soundCorrection(correction: CorrectionDto): CorrectionDto {
  const { field, value } = correction;
  // Libraries trip over members that every object has; none of them is a field.
  if (value === null || field in Object.prototype) return correction;
  try {
    const report = shape.transform({ ...SOUND, [field]: value }, { type: 'body', metatype: RecordCaseDto });
    return { ...correction, value: (report as Readonly<Record<string, unknown>>)[field] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.errors.map((fault) => ({
      ...fault,
      pointer: `/value${fault.pointer.slice(field.length + 1)}`,
    }));
    const isNoField =
      error.code === 'unknown_property' && errors.every(({ pointer }) => pointer === '/value');
    if (isNoField) return correction;
    throw new DomainError(error.code, error.details, errors);
  }
}

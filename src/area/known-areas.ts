import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/domain-error.js';
import { AreaRegister } from './area.register.js';

/** Filters by area name areas that exist; `""` is the whole country. */
@Injectable()
export class KnownAreas {
  constructor(private readonly areas: AreaRegister) {}

  /** Throws `invalid_parameter` (400) for a code that is no area. */
  require(codes: readonly string[] = []): void {
    if (codes.every((code) => code === '' || this.areas.exists(code))) return;
    throw new DomainError('invalid_parameter', {}, [{ pointer: 'area', code: 'unknown_area' }]);
  }
}

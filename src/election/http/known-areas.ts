import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../area/area.register.js';
import { DomainError } from '../../kernel/domain-error.js';

/** Filters by area name areas that exist. */
@Injectable()
export class KnownAreas {
  constructor(private readonly areas: AreaRegister) {}

  /** Throws `invalid_parameter` (400) for a code that is no area. */
  require(codes: readonly string[] = []): void {
    if (codes.every((code) => this.areas.exists(code))) return;
    throw new DomainError('invalid_parameter', {}, [{ pointer: 'area', code: 'unknown_area' }]);
  }
}

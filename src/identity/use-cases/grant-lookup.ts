import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../area/area.register.js';
import type { Grant } from '../../kernel/grant.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import type { GrantFacts } from '../domain/grant-shape.policies.js';

/** Looks up what grants name: areas, agencies and bodies. */
@Injectable()
export class GrantLookup {
  constructor(
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
  ) {}

  factsOf(grants: readonly Grant[]): GrantFacts {
    const unknown = grants.map(({ area }) => area).filter((area) => area !== '' && !this.areas.exists(area));
    return {
      unknownAreas: new Set(unknown),
      agencies: new Set(this.taxonomy.agencies().map(({ code }) => code)),
      bodies: new Set(this.taxonomy.bodies().map(({ code }) => code)),
    };
  }
}

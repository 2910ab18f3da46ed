import type { DataSource } from 'typeorm';
import { depthOf } from '../kernel/grant.js';
import type { HealthChecks } from '../ops/health-checks.js';
import type { Area } from './area.js';
import { AreaEdition } from './area-edition.js';
import { AreaNames } from './area-names.js';
import { loadAreas, readAreas } from './area-table.js';
import { AreaTree, type CodeAndName } from './area-tree.js';
import { type AreaZone, zoneOf } from './area-zone.js';

/** All administrative areas, in memory. `""` is the country, which is no area itself. */
export class AreaRegister {
  private resolver: AreaNames | undefined;

  private constructor(private readonly tree: AreaTree) {}

  /** A register of exactly these areas, in any order; parents belong to them. */
  static holding(areas: Iterable<CodeAndName>): AreaRegister {
    return new AreaRegister(AreaTree.from(areas));
  }

  /** Fills the table where that is due, and reads it. So whoever has a register has a full one. */
  static async load(dataSource: DataSource, health: HealthChecks): Promise<AreaRegister> {
    await loadAreas(dataSource, new AreaEdition());
    const register = AreaRegister.holding(await readAreas(dataSource));
    health.register('areas', () => ({ ok: register.isLoaded(), areas: register.tree.size }));
    return register;
  }

  isLoaded(): boolean {
    return this.tree.size > 0;
  }

  /** Null where no area has the code. */
  find(code: string): Area | null {
    return this.tree.find(code);
  }

  /** True where an area has the code; false for the country. */
  exists(code: string): boolean {
    return this.tree.nameOf(code) !== undefined;
  }

  /** The areas right below an area, by code; below the country are the provinces. */
  childrenOf(code: string): Area[] {
    return this.tree
      .below(code, depthOf(code) + 1)
      .map((child) => this.tree.find(child))
      .filter((area) => area !== null);
  }

  /** The zone of an area by its province. */
  zoneOf(code: string): AreaZone {
    return zoneOf(code);
  }

  /** Resolves names as people write them. */
  names(): AreaNames {
    this.resolver ??= new AreaNames(this.tree);
    return this.resolver;
  }
}

import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../area/area.register.js';
import type { AreaNames } from '../../area/area-names.js';
import { zoneOf } from '../../area/area-zone.js';
import { contestKindByText } from '../../election/contest-kind.js';
import { ElectionRegister } from '../../election/election.register.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { plain } from '../../taxonomy/words.js';
import type { IntakeRegisters } from './intake-registers.js';

/** The registers as they stand when a run begins. */
@Injectable()
export class IntakeRegistry {
  constructor(
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
    private readonly elections: ElectionRegister,
  ) {}

  current(): IntakeRegisters {
    return intakeRegisters(this.areas.names(), this.taxonomy);
  }

  /**
   * The registered contest that the text names for the area. None where it names no kind, or where none or more than
   * one of that kind is registered: then the text alone is kept.
   */
  async contests(area: string, text: string): Promise<readonly string[]> {
    const kind = contestKindByText(text);
    const found = kind === undefined ? [] : await this.elections.contestsOf(area, kind);
    return found.length === 1 ? found.map(({ id }) => id) : [];
  }
}

/** Looks words up for one run; the few that its rows repeat are looked up once. */
export function intakeRegisters(areas: AreaNames, taxonomy: TaxonomyRegister): IntakeRegisters {
  const category = remembering((text) => taxonomy.byName(text)?.code);
  const subcategory = remembering((text) => {
    const [of = '', name = ''] = text.split('\n', 2);
    return taxonomy.subcategoryByName(of, name);
  });
  return {
    category,
    subcategory: (of, text) => subcategory(`${of}\n${text}`),
    itemType: remembering((text) => itemType(taxonomy, text)),
    areas,
    zoneOf: (area) => zoneOf(area).label,
  };
}

function itemType(taxonomy: TaxonomyRegister, text: string): string | undefined {
  const wanted = plain(text);
  const named = taxonomy
    .terms('itemTypes')
    .find(({ code, name }) => [code, name.id, name.en].some((each) => plain(each) === wanted));
  return wanted === '' ? undefined : named?.code;
}

function remembering<T>(look: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = look(text);
    if (value !== undefined) known.set(text, value);
    return value;
  };
}

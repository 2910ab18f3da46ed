import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../area/area.register.js';
import type { LanguageCode } from '../../http/language.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import type { BoardRow, CodeAndName } from './board.js';
import type { BoardCell } from './board-cells.js';
import type { Grouping } from './group-numbers.js';

/** Names of what a board's rows are rows of. */
@Injectable()
export class BoardNames {
  constructor(
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
  ) {}

  /** Codes of the areas right below an area. */
  childrenOf(area: string): string[] {
    return this.areas.childrenOf(area).map(({ code }) => code);
  }

  area(code: string): CodeAndName {
    return { code, name: code === '' ? 'Indonesia' : (this.areas.find(code)?.name ?? code) };
  }

  /** What the agency is called in the area. */
  agency(code: string, area: string, language: LanguageCode): CodeAndName {
    return { code, name: this.taxonomy.agencyName(code, area, language) };
  }

  cell({ area, here, within }: BoardCell): Pick<BoardRow, 'area' | 'here' | 'within'> {
    return {
      area: this.area(area),
      ...(here && { here: true as const }),
      ...(within !== null && { within }),
    };
  }

  group(
    by: Grouping,
    code: string | null,
    area: string,
    language: LanguageCode,
  ): Pick<BoardRow, 'agency' | 'category'> {
    if (by === 'agency') return { agency: code === null ? null : this.agency(code, area, language) };
    const category = code ?? '';
    const name = this.taxonomy.category(category)?.name[language] ?? category;
    return { category: { code: category, name } };
  }
}

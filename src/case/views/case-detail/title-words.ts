import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../../area/area.register.js';
import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import type { Language, TitleWords } from './timeline-titles.js';

/** Words for the titles of one case: times are those of its area. */
@Injectable()
export class TimelineWords {
  constructor(
    private readonly taxonomy: TaxonomyRegister,
    private readonly areas: AreaRegister,
  ) {}

  for(area: string, language: Language): TitleWords {
    const { iana, label } = this.areas.zoneOf(area);
    const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: iana,
    });
    return {
      language,
      word: (kind, code) =>
        kind === 'agencies'
          ? this.taxonomy.agencyName(code, area, language)
          : this.taxonomy.words(kind, code, language),
      subject: (category, subcategory) => this.subject(category, subcategory, language),
      area: (code) => (code === '' ? 'Indonesia' : (this.areas.find(code)?.path.at(-1) ?? code)),
      moment: (instant) => `${format.format(new Date(instant))} ${label}`,
    };
  }

  private subject(category: string, subcategory: string, language: Language): string {
    const kind = this.taxonomy.category(category)?.name[language] ?? category;
    return `${kind} – ${this.taxonomy.subcategory(category, subcategory)?.name[language] ?? subcategory}`;
  }
}

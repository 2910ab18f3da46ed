import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../area/area.register.js';
import { Config } from '../config/config.js';
import { TaxonomyRegister } from '../taxonomy/taxonomy.register.js';
import type { Words } from './channel.js';
import type { News } from './news.js';
import { glossaryOf } from './text/glossary.js';
import { type Glossary, subjectLine, whatsAppText } from './text/whatsapp-text.js';

/** Puts news into Indonesian words, for letters and for whoever shows them. */
@Injectable()
export class LetterWords {
  private readonly glossary: Glossary;

  constructor(
    areas: AreaRegister,
    taxonomy: TaxonomyRegister,
    private readonly config: Config,
  ) {
    this.glossary = glossaryOf(areas, taxonomy);
  }

  of(news: News): Words {
    return {
      subject: subjectLine(news, this.glossary),
      text: whatsAppText(news, this.glossary, this.config.publicUrl),
    };
  }
}

import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SignedIn } from '../../http/access.js';
import { Example } from '../../http/example.js';
import { Language, type LanguageCode } from '../../http/language.js';
import { TaxonomyRegister } from '../taxonomy.register.js';
import { type TaxonomyAnswer, taxonomyAnswer } from './taxonomy-answer.js';
import { TAXONOMY } from './taxonomy-examples.js';

/** An answer with the tag that a reader sends back as `If-None-Match`. */
interface Tagged {
  readonly body: TaxonomyAnswer;
  readonly tag: string;
}

@ApiTags('Registers')
@Controller('v1/taxonomy')
export class TaxonomyController {
  private readonly answers: Readonly<Record<LanguageCode, Tagged>>;

  constructor(taxonomy: TaxonomyRegister) {
    this.answers = { id: tagged(taxonomy, 'id'), en: tagged(taxonomy, 'en') };
  }

  /** The tag begins with the version; 304 where the reader has it already. */
  @Get()
  @Example(TAXONOMY)
  @SignedIn()
  read(
    @Language() language: LanguageCode,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): TaxonomyAnswer | undefined {
    const { body, tag } = this.answers[language];
    reply.header('ETag', tag).header('Vary', 'Accept-Language').header('Cache-Control', 'private, no-cache');
    if (!known?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)) return body;
    reply.status(304);
    return undefined;
  }
}

function tagged(taxonomy: TaxonomyRegister, language: LanguageCode): Tagged {
  const body = taxonomyAnswer(taxonomy, language);
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  return { body, tag: `"${body.version}-${language}-${digest}"` };
}

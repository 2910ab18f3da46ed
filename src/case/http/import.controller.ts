import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { encode } from '../../event-store/codec.js';
import { Decided, For, Me } from '../../http/access.js';
import { Answer } from '../../http/answer.js';
import { Example } from '../../http/example.js';
import { InstallationKey } from '../../http/installation-key.js';
import { Accepts } from '../../http/json-body.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { SignedInPrincipal } from '../../http/request.js';
import { Id } from '../../http/validation.js';
import { Clock } from '../../kernel/clock.js';
import { FindImport } from '../import/find-import.query.js';
import { ImportCases } from '../import/import.commands.js';
import type { ImportRunRow } from '../import/import-runs.js';
import { IMPORTERS } from '../import/importers.js';
import { ImportQueryDto } from './import.dto.js';
import { type ImportAnswer, importAnswer } from './import-answer.js';
import { IMPORT, IMPORT_PROGRESS } from './import-examples.js';

/** Spreadsheets of cases that a secretariat kept before. */
@Controller('v1/imports')
export class ImportController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly key: InstallationKey,
  ) {}

  /** Records the rows of a CSV file and says of each what became of it. */
  @Post('cases')
  @Example(IMPORT)
  @HttpCode(200)
  @For(...IMPORTERS)
  @Accepts('text/csv')
  async importCases(
    @Me() me: SignedInPrincipal,
    @Query() query: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Language() language: LanguageCode,
  ): Promise<Answer<ImportAnswer>> {
    const { source, mode = 'open' } = query;
    const id = query.id?.toLowerCase() ?? randomUUID();
    const context = {
      commandId: randomUUID(),
      requestHash: this.key.sign(encode({ source })),
      correlationId: request.id,
      now: this.clock.now(),
    };
    const order = { id, source, mode };
    const run: ImportRunRow = await this.commands.execute(
      new ImportCases(me, order, (request.body as Readable | undefined) ?? Readable.from([]), context),
    );
    return new Answer({ body: importAnswer(run, language), position: run.position ?? undefined });
  }

  /** Progress of an import, and afterwards what it answered. */
  @Get(':id')
  @Example(IMPORT_PROGRESS)
  @Decided('The importer; SECRETARIAT and AUDITOR over all areas of the importer.')
  async find(
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @Language() language: LanguageCode,
  ): Promise<Answer<ImportAnswer>> {
    const run: ImportRunRow = await this.queries.execute(new FindImport(me, id));
    return new Answer({ body: importAnswer(run, language), position: run.position ?? undefined });
  }
}

import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import { For, Me } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { AsOf } from '../../http/as-of.js';
import { Command } from '../../http/command-context.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { QueryDto } from '../../http/filters.js';
import { IfMatchHeader } from '../../http/if-match.js';
import { toUtc } from '../../http/instant.js';
import type { AsOfPoint, SignedInPrincipal } from '../../http/request.js';
import { Id } from '../../http/validation.js';
import {
  ChangeConflictStatus,
  type ConflictStatusDecided,
  DeclareConflictStatus,
} from '../conflict-status.commands.js';
import { CONFLICT_READERS, CONFLICT_RECORDERS } from '../domain/conflict-status.policies.js';
import { type ConflictStatusDocument, ConflictStatusDocuments } from '../views/conflict-status-document.js';
import { GetConflictStatus } from '../views/get-conflict-status.query.js';
import { ListConflictStatuses } from '../views/list-conflict-statuses.query.js';
import {
  ConflictExtensionDto,
  ConflictRevocationDto,
  ConflictStatusDto,
  ConflictStatusQueryDto,
} from './conflict-status.dto.js';
import { DECLARE, EXTEND, FIND, LIST, REVOKE } from './conflict-status-examples.js';

/** *Keadaan konflik* (UU 7/2012): people record what office holders decide; nothing here is ever automatic. */
@ApiTags('Conflict status')
@Controller('v1/conflict-statuses')
export class ConflictStatusController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly documents: ConflictStatusDocuments,
  ) {}

  @Post()
  @Example(DECLARE)
  @For(...CONFLICT_RECORDERS)
  async declare(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Body() body: ConflictStatusDto,
  ): Promise<Answer<ConflictStatusDocument>> {
    // A clone has no class: only plain values can be recorded.
    const { id, from, until, ...rest } = structuredClone(body);
    const declaration = { ...rest, from: toUtc(from), until: toUtc(until) };
    const declared = await this.commands.execute(
      new DeclareConflictStatus(me, context, declaration, id?.toLowerCase()),
    );
    return this.answer(declared, { status: 201, location: `/v1/conflict-statuses/${declared.id}` });
  }

  @Get()
  @Example(LIST)
  @For(...CONFLICT_READERS)
  @WaitsFor('conflict_status')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: ConflictStatusQueryDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<Page<ConflictStatusDocument>>> {
    const { area, open, limit } = query;
    this.areas.require(area);
    const after = this.cursors.read(request, query);
    const found = await this.queries.execute(
      new ListConflictStatuses(me, { area, open }, { limit, after }, asOf?.position ?? null),
    );
    return this.cursors.page(request, query, found);
  }

  @Get(':id')
  @Example(FIND)
  @For(...CONFLICT_READERS)
  @WaitsFor('conflict_status')
  async find(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Query() _: QueryDto,
  ): Promise<Answer<ConflictStatusDocument>> {
    const body = await this.queries.execute(new GetConflictStatus(me, id));
    return new Answer({ body, etag: body.revision });
  }

  @Post(':id/extension')
  @Example(EXTEND)
  @HttpCode(200)
  @For(...CONFLICT_RECORDERS)
  async extend(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() body: ConflictExtensionDto,
  ): Promise<Answer<ConflictStatusDocument>> {
    const { decree, until } = structuredClone(body);
    const change = { type: 'extend', decree, until: toUtc(until) } as const;
    return this.answer(
      await this.commands.execute(new ChangeConflictStatus(me, context, id, ifMatch, change)),
    );
  }

  @Post(':id/revocation')
  @Example(REVOKE)
  @HttpCode(200)
  @For(...CONFLICT_RECORDERS)
  async revoke(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() body: ConflictRevocationDto,
  ): Promise<Answer<ConflictStatusDocument>> {
    const change = { type: 'revoke', ...structuredClone(body) } as const;
    return this.answer(
      await this.commands.execute(new ChangeConflictStatus(me, context, id, ifMatch, change)),
    );
  }

  private async answer(
    { id, state, revision, position }: ConflictStatusDecided,
    more: { readonly status?: number; readonly location?: string } = {},
  ): Promise<Answer<ConflictStatusDocument>> {
    const [body] = await this.documents.of([{ id, state, revision }]);
    if (body === undefined) throw new Error('A conflict status was recorded and cannot be shown.');
    return new Answer({ body, etag: revision, position, ...more });
  }
}

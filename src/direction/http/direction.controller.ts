import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import { Decided, For, Me } from '../../http/access.js';
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
import { DomainError } from '../../kernel/domain-error.js';
import { KnownCodes } from '../../taxonomy/known-codes.js';
import {
  ActOnDirection,
  type DirectionAction,
  type DirectionDecided,
  IssueDirection,
} from '../direction.commands.js';
import type { Addressee } from '../domain/direction.events.js';
import {
  type DirectionDocument,
  DirectionDocuments,
  type WholeDirection,
} from '../views/direction-document.js';
import { GetDirection } from '../views/get-direction.query.js';
import { ListDirections } from '../views/list-directions.query.js';
import {
  type AddresseeDto,
  DirectionDto,
  DirectionNoteDto,
  DirectionQueryDto,
  DirectionReportDto,
} from './direction.dto.js';
import { ACKNOWLEDGE, COMPLETE, FIND, ISSUE, LIST, REPORT } from './direction-examples.js';

const READERS = ['OPERATOR', 'VERIFIER', 'OFFICER', 'HEAD', 'SECRETARIAT', 'DESK', 'AUDITOR'] as const;

/** *Arahan*: the head of an area tells an agency or an office what to do by when. */
@ApiTags('Escalation')
@Controller('v1/directions')
export class DirectionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: KnownCodes,
    private readonly documents: DirectionDocuments,
  ) {}

  @Post()
  @Example(ISSUE)
  @Decided('HEAD of kab/kota or above, within the area, about cases that they see')
  async issue(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Body() body: DirectionDto,
  ): Promise<Answer<WholeDirection>> {
    const { id, cases = [], cluster, text, dueAt } = body;
    const issued = await this.commands.execute(
      new IssueDirection(me, context, {
        id: id?.toLowerCase(),
        to: addresseeOf(body.to),
        cases: cases.map((one) => one.toLowerCase()),
        cluster: cluster?.toLowerCase() ?? null,
        text,
        dueAt: toUtc(dueAt),
      }),
    );
    return this.answer(issued, { status: 201, location: `/v1/directions/${issued.id}` });
  }

  @Get()
  @Example(LIST)
  @For(...READERS)
  @WaitsFor('direction')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: DirectionQueryDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<Page<DirectionDocument>>> {
    const { area, agency, case: about, open, overdue, limit } = query;
    this.areas.require(area);
    this.taxonomy.require({ agency });
    const after = this.cursors.read(request, query);
    const filter = { area, agency, case: about, open, overdue };
    const found = await this.queries.execute(
      new ListDirections(me, filter, { limit, after }, asOf?.position ?? null),
    );
    return this.cursors.page(request, query, found);
  }

  @Get(':id')
  @Example(FIND)
  @Decided('its issuer, its addressee, and who sees its area and all of its cases')
  @WaitsFor('direction')
  async find(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Query() _: QueryDto,
  ): Promise<Answer<WholeDirection>> {
    const body = await this.queries.execute(new GetDirection(me, id));
    return new Answer({ body, etag: body.revision });
  }

  @Post(':id/acknowledgement')
  @Example(ACKNOWLEDGE)
  @HttpCode(200)
  @Decided('the addressee; the duty officer of a HEAD; SECRETARIAT for an agency without one')
  acknowledge(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() { note }: DirectionNoteDto,
  ): Promise<Answer<WholeDirection>> {
    return this.act(new ActOnDirection(me, context, id, ifMatch, withNote('acknowledge', note)));
  }

  @Post(':id/report')
  @Example(REPORT)
  @HttpCode(200)
  @Decided('the addressee; the duty officer of a HEAD; SECRETARIAT for an agency without one')
  report(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() { text }: DirectionReportDto,
  ): Promise<Answer<WholeDirection>> {
    return this.act(new ActOnDirection(me, context, id, ifMatch, { type: 'report', text }));
  }

  @Post(':id/completion')
  @Example(COMPLETE)
  @HttpCode(200)
  @Decided('the addressee, and the office that issued it')
  complete(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() { note }: DirectionNoteDto,
  ): Promise<Answer<WholeDirection>> {
    return this.act(new ActOnDirection(me, context, id, ifMatch, withNote('complete', note)));
  }

  private async act(command: ActOnDirection): Promise<Answer<WholeDirection>> {
    return this.answer(await this.commands.execute(command), {});
  }

  private async answer(
    { id, direction, revision, position, visibleCases }: DirectionDecided,
    more: { readonly status?: number; readonly location?: string },
  ): Promise<Answer<WholeDirection>> {
    const body = await this.documents.whole(id, direction, revision, visibleCases);
    return new Answer({ body, etag: revision, position, ...more });
  }
}

function withNote(type: 'acknowledge' | 'complete', note: string | undefined): DirectionAction {
  return note === undefined ? { type } : { type, note };
}

/** Throws `invalid` where it names both an agency and a role, or neither. */
function addresseeOf({ agency, role, area }: AddresseeDto): Addressee {
  if (agency !== undefined && role === undefined) return { agency, area };
  if (role !== undefined && agency === undefined) return { role, area };
  throw new DomainError('invalid', {}, [{ pointer: '/to', code: 'agency_or_role' }]);
}

import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import type { CommandContext } from '../../event-store/decision.js';
import { Decided, For, Me } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { AsOf } from '../../http/as-of.js';
import { Command } from '../../http/command-context.js';
import { Cursors } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { AsOfDto } from '../../http/filters.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { AsOfPoint, SignedInPrincipal } from '../../http/request.js';
import { Id } from '../../http/validation.js';
import { KnownCodes } from '../../taxonomy/known-codes.js';
import { RecordCase, type RecordedCase } from '../use-cases/case.commands.js';
import { type CaseDetail, GetCase } from '../views/case-detail/case-detail.query.js';
import { GetTimeline, type TimelineItem } from '../views/case-detail/timeline.query.js';
import { type CasePage, ListCases } from '../views/case-list/case-list.query.js';
import { FIND, LIST, RECORD, TIMELINE } from './case-examples.js';
import { CaseListDto, filterOf, pageEndOf } from './case-list.dto.js';
import { type CaseListAnswer, marked, summaryOf, toFeature, toGeoJson } from './case-summary.js';
import { RecordCaseDto } from './record-case.dto.js';
import { SEEING } from './seeing.js';

/** Logging a case, and the cases as lists, one by one, and in their course. */
@Controller('v1/cases')
export class CaseController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: KnownCodes,
  ) {}

  @Post()
  @Example(RECORD)
  @Decided('REPORTER, OPERATOR, VERIFIER, OFFICER, HEAD, SECRETARIAT, DESK, within their area')
  async record(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Body() body: RecordCaseDto,
  ): Promise<Answer<RecordedCase>> {
    const recorded = await this.commands.execute<RecordCase, { body: RecordedCase; position: string }>(
      // A clone has no class: only plain values can be recorded.
      new RecordCase(context, me, structuredClone(body)),
    );
    return new Answer({
      body: recorded.body,
      status: 201,
      etag: recorded.body.revision,
      position: recorded.position,
      location: `/v1/cases/${recorded.body.id}`,
    });
  }

  @Get()
  @Example(LIST)
  @For(...SEEING)
  @WaitsFor('case_list')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: CaseListDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<CaseListAnswer | object>> {
    this.areas.require(query.area);
    this.taxonomy.require(query);
    const after = pageEndOf(this.cursors.read(request, query));
    const page = await this.queries.execute<ListCases, CasePage>(
      new ListCases(
        me,
        filterOf(query),
        query.sort ?? '-recordedAt',
        query.limit,
        after,
        asOf?.position ?? null,
      ),
    );
    const items = page.rows.map(summaryOf);
    const last = page.end === null ? null : [page.end.value, page.end.id];
    const { total, partial } = page;
    const answer = marked(this.cursors.page(request, query, { items, last, total }), partial, asOf);
    return wantsGeoJson(request) ? toGeoJson(answer, page.rows) : answer;
  }

  @Get(':id')
  @Example(FIND)
  @Decided('whoever may see the case')
  @WaitsFor('case_list')
  async find(
    @Req() request: FastifyRequest,
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Query() _: AsOfDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<CaseDetail | object>> {
    const detail = await this.queries.execute<GetCase, CaseDetail>(new GetCase(me, id, asOf));
    const answer = new Answer({ body: detail, etag: detail.revision });
    return wantsGeoJson(request) ? toFeature(answer) : answer;
  }

  @Get(':id/timeline')
  @Example(TIMELINE)
  @Decided('whoever may see the case')
  @WaitsFor('case_list')
  async timeline(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Language() language: LanguageCode,
    @Query() _: AsOfDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<{ items: readonly TimelineItem[] }> {
    const items = await this.queries.execute<GetTimeline, TimelineItem[]>(
      new GetTimeline(me, id, asOf, language),
    );
    return { items };
  }
}

/** True where GeoJSON is named in `Accept` and no less wanted than JSON. */
function wantsGeoJson(request: FastifyRequest): boolean {
  const ranges = (request.headers.accept ?? '')
    .toLowerCase()
    .split(',')
    .map((range) => range.trim());
  const weightOf = (type: string): number => {
    const range = ranges.find((one) => one === type || one.startsWith(`${type};`));
    if (range === undefined) return 0;
    return Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1);
  };
  const geo = weightOf('application/geo+json');
  return geo > 0 && geo >= weightOf('application/json');
}

import { Body, Controller, Get, Param, Put, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { zoneOf } from '../../area/area-zone.js';
import { KnownAreas } from '../../area/known-areas.js';
import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import { For, Me, SignedIn } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { Command } from '../../http/command-context.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { IfMatchHeader } from '../../http/if-match.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { SignedInPrincipal } from '../../http/request.js';
import { DomainError } from '../../kernel/domain-error.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { SetStagesCommand } from '../election.commands.js';
import { type ContestStage, FindStages, ListContests, ListStages } from '../views/election-queries.js';
import { keysOf } from './register-cursor.js';
import { CALENDAR_FOUND, SET_STAGES, STAGES } from './register-examples.js';
import { StagesDto, StagesQueryDto } from './stages.dto.js';

/** A period with its word and the zone of its clocks; null where each place goes by its own. */
type StageAnswer = ContestStage & { readonly label: string; readonly zone: string | null };

/** The calendar of a contest. */
interface CalendarAnswer {
  readonly contest: string;
  readonly stages: readonly StageAnswer[];
}

@ApiTags('Registers')
@Controller('v1')
export class StagesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: TaxonomyRegister,
  ) {}

  @Get('stages')
  @Example(STAGES)
  @SignedIn()
  @WaitsFor('election_stages')
  async list(
    @Query() query: StagesQueryDto,
    @Req() request: FastifyRequest,
    @Language() language: LanguageCode,
  ): Promise<Answer<Page<StageAnswer>>> {
    const { area, contest, limit } = query;
    this.areas.require(area);
    const after = keysOf(this.cursors.read(request, query));
    const found = await this.queries.execute(new ListStages({ area, contest }, { limit, after }));
    const items = found.items.map((item) => this.show(item, language));
    return this.cursors.page(request, query, { ...found, items });
  }

  @Get('contests/:id/stages')
  @Example(CALENDAR_FOUND)
  @SignedIn()
  @WaitsFor('election_stages')
  async find(@Param('id') id: string, @Language() language: LanguageCode): Promise<Answer<CalendarAnswer>> {
    const found = await this.queries.execute(new FindStages(id));
    if (found === null) return this.withoutCalendar(id);
    const stages = found.stages.map((period) => this.show({ contest: id, ...period }, language));
    return new Answer({ body: { contest: id, stages }, etag: found.revision });
  }

  /** The first calendar of a contest needs no `If-Match`; every other replaces the one whose `ETag` it names. */
  @Put('contests/:id/stages')
  @Example(SET_STAGES)
  @For('ADMIN')
  async set(
    @Param('id') id: string,
    @Body() { stages }: StagesDto,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @IfMatchHeader() ifMatch: IfMatch,
    @Language() language: LanguageCode,
  ): Promise<Answer<CalendarAnswer>> {
    const strays = stages.flatMap(({ contest = id }, index) => (contest === id ? [] : [index]));
    if (strays.length > 0) {
      const errors = strays.map((index) => ({
        pointer: `/stages/${index}/contest`,
        code: 'another_contest',
      }));
      throw new DomainError('invalid', {}, errors);
    }
    const { state, revision, position } = await this.commands.execute(
      new SetStagesCommand(me, context, id, stages, ifMatch),
    );
    const shown = (state ?? []).map((period) => this.show({ contest: id, ...period }, language));
    return new Answer({ body: { contest: id, stages: shown }, etag: revision, position });
  }

  private async withoutCalendar(id: string): Promise<Answer<CalendarAnswer>> {
    const page = { limit: 1, after: null };
    const { total } = await this.queries.execute(new ListContests({ id: [id] }, page));
    if (total === 0) throw new DomainError('not_found');
    return new Answer({ body: { contest: id, stages: [] } });
  }

  private show(item: ContestStage, language: LanguageCode): StageAnswer {
    const { contest, area, stage, from, until, source } = item;
    const label = this.taxonomy.words('stages', stage, language);
    const zone = area === '' ? null : zoneOf(area).label;
    return { contest, area, stage, label, from, until, zone, source };
  }
}

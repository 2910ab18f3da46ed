import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { zoneOf } from '../../../area/area-zone.js';
import { KnownAreas } from '../../../area/known-areas.js';
import type { CommandContext, IfMatch } from '../../../event-store/decision.js';
import { For, Me } from '../../../http/access.js';
import { WaitsFor } from '../../../http/after.interceptor.js';
import { Answer } from '../../../http/answer.js';
import { Command } from '../../../http/command-context.js';
import { Cursors, type Page } from '../../../http/cursor.js';
import { Example } from '../../../http/example.js';
import { IfMatchHeader } from '../../../http/if-match.js';
import { toUtc } from '../../../http/instant.js';
import type { SignedInPrincipal } from '../../../http/request.js';
import { Id } from '../../../http/validation.js';
import { PeopleNames } from '../../../identity/views/people-names.js';
import { Clock } from '../../../kernel/clock.js';
import type { Roster } from '../domain/roster.events.js';
import { EndRoster, type RosterDecided, SetRoster } from '../roster.commands.js';
import { READERS, WRITERS } from '../roster-rights.js';
import { ListRosters } from '../views/list-rosters.query.js';
import { EndRosterDto, RosterDto, RosterQueryDto } from './roster.dto.js';
import { END_ROSTER, ROSTERS, SET_ROSTER } from './roster-examples.js';

/** A roster with the name of the person and the zone of the area; `name` is null for somebody who is not known. */
type RosterAnswer = Omit<Roster, 'person'> & {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string | null };
  readonly zone: string;
  readonly revision: number;
};

/** Who stands in for the head of an office. */
@ApiTags('Escalation')
@Controller('v1/rosters')
export class RosterController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly names: PeopleNames,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Example(SET_ROSTER)
  @For(...WRITERS)
  async set(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Body() { id, area, level, person, from, until }: RosterDto,
  ): Promise<Answer<RosterAnswer>> {
    const roster = { area, level, person: person.toLowerCase(), from: toUtc(from), until: toUtc(until) };
    const set = await this.commands.execute(new SetRoster(me, context, roster, id?.toLowerCase()));
    return this.answer(set);
  }

  @Post(':id/end')
  @Example(END_ROSTER)
  @HttpCode(200)
  @For(...WRITERS)
  async end(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() _: EndRosterDto,
  ): Promise<Answer<RosterAnswer>> {
    return this.answer(await this.commands.execute(new EndRoster(me, context, id, ifMatch)));
  }

  @Get()
  @Example(ROSTERS)
  @For(...READERS)
  @WaitsFor('roster')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: RosterQueryDto,
  ): Promise<Answer<Page<RosterAnswer>>> {
    const { area, person, open, limit } = query;
    this.areas.require(area);
    const filter = { area, person, open, now: this.clock.now() };
    const after = this.cursors.read(request, query);
    const { rows, last, total } = await this.queries.execute(
      new ListRosters(me, READERS, filter, { limit, after }),
    );
    const items = await this.shown(
      rows.map(({ from_at, until_at, ...row }) => ({
        ...row,
        from: from_at.toISOString(),
        until: until_at.toISOString(),
      })),
    );
    return this.cursors.page(request, query, { items, last, total });
  }

  private async answer({ id, roster, revision, position }: RosterDecided): Promise<Answer<RosterAnswer>> {
    const [body] = await this.shown([{ id, ...roster, revision }]);
    if (body === undefined) throw new Error('A roster was recorded and cannot be shown.');
    return new Answer({ body, etag: revision, position });
  }

  private async shown(
    rosters: readonly (Roster & { readonly id: string; readonly revision: number })[],
  ): Promise<RosterAnswer[]> {
    const names = await this.names.namesOf(rosters.map(({ person }) => person));
    return rosters.map(({ id, area, level, person, from, until, revision }) => ({
      id,
      area,
      level,
      person: { id: person, name: names.get(person)?.name ?? null },
      from,
      until,
      zone: zoneOf(area).label,
      revision,
    }));
  }
}

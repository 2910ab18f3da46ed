import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import type { CommandContext } from '../../event-store/decision.js';
import { For, Me, SignedIn } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { Command } from '../../http/command-context.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { SignedInPrincipal } from '../../http/request.js';
import { DomainError } from '../../kernel/domain-error.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { contestKindByText } from '../contest-kind.js';
import type { Contest } from '../domain/election.events.js';
import { RegisterContestCommand } from '../election.commands.js';
import { ListContests } from '../views/election-queries.js';
import { ContestDto, ContestQueryDto } from './contest.dto.js';
import { keysOf } from './register-cursor.js';
import { CONTEST_FOUND, CONTESTS, REGISTER_CONTEST } from './register-examples.js';

/** A contest with the word for its kind in the reader's language. */
type ContestAnswer = Contest & { readonly label: string };

@ApiTags('Registers')
@Controller('v1/contests')
export class ContestController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: TaxonomyRegister,
  ) {}

  @Get()
  @Example(CONTESTS)
  @SignedIn()
  @WaitsFor('contest')
  async list(
    @Query() query: ContestQueryDto,
    @Req() request: FastifyRequest,
    @Language() language: LanguageCode,
  ): Promise<Answer<Page<ContestAnswer>>> {
    const { area, contest, limit } = query;
    this.areas.require(area);
    const kind = query.kind?.map((text) => contestKindByText(text) ?? text);
    const after = keysOf(this.cursors.read(request, query));
    const found = await this.queries.execute(new ListContests({ area, contest, kind }, { limit, after }));
    const items = found.items.map((item) => this.show(item, language));
    return this.cursors.page(request, query, { ...found, items });
  }

  @Get(':id')
  @Example(CONTEST_FOUND)
  @SignedIn()
  @WaitsFor('contest')
  async find(@Param('id') id: string, @Language() language: LanguageCode): Promise<ContestAnswer> {
    const page = { limit: 1, after: null };
    const { items } = await this.queries.execute(new ListContests({ id: [id] }, page));
    const [contest] = items;
    if (contest === undefined) throw new DomainError('not_found');
    return this.show(contest, language);
  }

  @Post()
  @Example(REGISTER_CONTEST)
  @For('ADMIN')
  async register(
    @Body() body: ContestDto,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @Language() language: LanguageCode,
  ): Promise<Answer<ContestAnswer>> {
    const kind = contestKindByText(body.kind);
    if (kind === undefined) throw new DomainError('invalid', {}, [{ pointer: '/kind', code: 'not_one_of' }]);
    const command = new RegisterContestCommand(me, context, { ...body, kind });
    const { state, position } = await this.commands.execute(command);
    if (state === null) throw new Error('A registered contest has no state.');
    const location = `/v1/contests/${state.id}`;
    return new Answer({ body: this.show(state, language), position, location });
  }

  private show({ id, kind, area, name, election }: Contest, language: LanguageCode): ContestAnswer {
    const label = this.taxonomy.words('contestKinds', kind, language);
    return { id, kind, label, area, name, election };
  }
}

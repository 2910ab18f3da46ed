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
import type { Participant } from '../domain/election.events.js';
import { RegisterParticipantCommand } from '../election.commands.js';
import { ListParticipants } from '../views/election-queries.js';
import { ParticipantDto, ParticipantQueryDto } from './participant.dto.js';
import { keysOf } from './register-cursor.js';
import { PARTICIPANT_FOUND, PARTICIPANTS, REGISTER_PARTICIPANT } from './register-examples.js';

/** A participant with the word for its kind in the reader's language. */
type ParticipantAnswer = Participant & { readonly label: string };

@ApiTags('Registers')
@Controller('v1/participants')
export class ParticipantController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: TaxonomyRegister,
  ) {}

  @Get()
  @Example(PARTICIPANTS)
  @SignedIn()
  @WaitsFor('participant')
  async list(
    @Query() query: ParticipantQueryDto,
    @Req() request: FastifyRequest,
    @Language() language: LanguageCode,
  ): Promise<Answer<Page<ParticipantAnswer>>> {
    const { area, contest, kind, limit } = query;
    this.areas.require(area);
    const after = keysOf(this.cursors.read(request, query));
    const found = await this.queries.execute(new ListParticipants({ area, contest, kind }, { limit, after }));
    const items = found.items.map((item) => this.show(item, language));
    return this.cursors.page(request, query, { ...found, items });
  }

  @Get(':id')
  @Example(PARTICIPANT_FOUND)
  @SignedIn()
  @WaitsFor('participant')
  async find(@Param('id') id: string, @Language() language: LanguageCode): Promise<ParticipantAnswer> {
    const page = { limit: 1, after: null };
    const { items } = await this.queries.execute(new ListParticipants({ id: [id] }, page));
    const [participant] = items;
    if (participant === undefined) throw new DomainError('not_found');
    return this.show(participant, language);
  }

  @Post()
  @Example(REGISTER_PARTICIPANT)
  @For('ADMIN')
  async register(
    @Body() body: ParticipantDto,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @Language() language: LanguageCode,
  ): Promise<Answer<ParticipantAnswer>> {
    const { state, position } = await this.commands.execute(
      new RegisterParticipantCommand(me, context, body),
    );
    if (state === null) throw new Error('A registered participant has no state.');
    const location = `/v1/participants/${state.id}`;
    return new Answer({ body: this.show(state, language), position, location });
  }

  private show(participant: Participant, language: LanguageCode): ParticipantAnswer {
    const { id, contest, area, kind, number, name } = participant;
    const label = this.taxonomy.words('participantKinds', kind, language);
    return { id, contest, area, kind, label, number, name };
  }
}

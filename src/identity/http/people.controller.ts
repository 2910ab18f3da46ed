import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import type { CommandContext, IfMatch } from '../../event-store/decision.js';
import { For, Me } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { Command, LeaveOut } from '../../http/command-context.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { QueryDto } from '../../http/filters.js';
import { IfMatchHeader } from '../../http/if-match.js';
import { Id } from '../../http/validation.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import {
  AdmitPerson,
  ChangeEmail,
  ChangeGrants,
  DeactivatePerson,
  ResetPassword,
} from '../use-cases/identity.commands.js';
import { FindPerson, ListPeople, type PersonView } from '../views/people.query.js';
import {
  AdmitPersonDto,
  EmailDto,
  GrantsDto,
  ListDto,
  NothingDto,
  ResetPasswordDto,
  toGrants,
} from './identity.dto.js';
import {
  ADMIT,
  DEACTIVATION,
  NEW_EMAIL,
  NEW_GRANTS,
  NEW_PASSWORD,
  PEOPLE,
  PERSON_FOUND,
} from './identity-examples.js';
import { recorded } from './recorded.js';

/** The people of an ADMIN's own area. */
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
  ) {}

  /** Makes a person, who can sign in at once. */
  @Post()
  @Example(ADMIT)
  @For('ADMIN')
  @LeaveOut('username', 'name', 'email', 'password')
  async admit(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Body() { username, name, email, password, grants }: AdmitPersonDto,
  ): Promise<Answer<{ id: string }>> {
    const person = { username, name: name.trim(), email, password, grants: toGrants(grants) };
    const { id, revision, position } = await this.commands.execute(new AdmitPerson(me, context, person));
    return new Answer({ body: { id }, etag: revision, position, location: `/v1/people/${id}` });
  }

  /** The people with a grant within the own area, by name. */
  @Get()
  @Example(PEOPLE)
  @For('ADMIN')
  @WaitsFor('people')
  async list(
    @Me() me: SignedInPerson,
    @Query() query: ListDto,
    @Req() request: FastifyRequest,
  ): Promise<Answer<Page<PersonView>>> {
    const after = this.cursors.read(request, query);
    return this.cursors.page(
      request,
      query,
      await this.queries.execute(new ListPeople(me, query.limit, after)),
    );
  }

  @Get(':id')
  @Example(PERSON_FOUND)
  @For('ADMIN')
  @WaitsFor('people')
  async find(
    @Me() me: SignedInPerson,
    @Id('id') id: string,
    @Query() _: QueryDto,
  ): Promise<Answer<PersonView>> {
    const person = await this.queries.execute(new FindPerson(me, id));
    return new Answer({ body: person, etag: person.revision });
  }

  /** Replaces all grants; the person's sessions and tokens end. */
  @Put(':id/grants')
  @Example(NEW_GRANTS)
  @For('ADMIN')
  async changeGrants(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() { grants }: GrantsDto,
  ): Promise<Answer<{ revision: number }>> {
    const command = new ChangeGrants(me, context, id, toGrants(grants), ifMatch);
    return recorded(await this.commands.execute(command));
  }

  /** Sets where the person is told what must be done; the address stands in no event. */
  @Put(':id/email')
  @Example(NEW_EMAIL)
  @For('ADMIN')
  @LeaveOut('email')
  async changeEmail(
    @Me() me: SignedInPerson,
    @Command() _: CommandContext,
    @Id('id') id: string,
    @Body() body: EmailDto,
  ): Promise<{ email: string | null }> {
    const email = body.email ?? null;
    await this.commands.execute(new ChangeEmail(me, id, email));
    return { email };
  }

  /** Gives the person another password; the person's sessions end. */
  @Put(':id/password')
  @Example(NEW_PASSWORD)
  @For('ADMIN')
  @LeaveOut('password')
  async resetPassword(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Id('id') id: string,
    @Body() { password }: ResetPasswordDto,
  ): Promise<Answer<{ revision: number }>> {
    return recorded(await this.commands.execute(new ResetPassword(me, context, id, password)));
  }

  /** The person can do nothing here any more; what they did stays theirs. */
  @Post(':id/deactivation')
  @Example(DEACTIVATION)
  @HttpCode(200)
  @For('ADMIN')
  async deactivate(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Id('id') id: string,
    @Body() _: NothingDto,
  ): Promise<Answer<{ revision: number }>> {
    return recorded(await this.commands.execute(new DeactivatePerson(me, context, id)));
  }
}

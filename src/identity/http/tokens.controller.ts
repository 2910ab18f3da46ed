import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { encode } from '../../event-store/codec.js';
import type { CommandContext } from '../../event-store/decision.js';
import { Decided, Me, SignedIn } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { Command, LeaveOut } from '../../http/command-context.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { InstallationKey } from '../../http/installation-key.js';
import { toInstant } from '../../http/instant.js';
import { Id } from '../../http/validation.js';
import { Clock } from '../../kernel/clock.js';
import { commandIdOf } from '../../kernel/ids.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import { IssueToken, RevokeToken } from '../use-cases/identity.commands.js';
import { ListTokens, type TokenView } from '../views/tokens.query.js';
import { IssueTokenDto, ListDto, toGrants } from './identity.dto.js';
import { ISSUE_TOKEN, TOKENS } from './identity-examples.js';

/** Secrets by which machines act for a person, with no more than the person has. */
@Controller('v1/tokens')
export class TokensController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
    private readonly key: InstallationKey,
  ) {}

  /** Makes a token; its secret is in this answer and never again. */
  @Post()
  @Example(ISSUE_TOKEN)
  @SignedIn()
  @LeaveOut('name')
  async issue(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Body() { name, grants, expiresAt }: IssueTokenDto,
  ) {
    const token = { name, grants: toGrants(grants), expiresAt: toInstant(expiresAt) };
    const issued = await this.commands.execute(new IssueToken(me, context, token));
    const { secret, position, ...rest } = issued;
    return new Answer({ body: { ...rest, name, ...(secret ? { token: secret } : {}) }, position });
  }

  /** One's own tokens, never their secrets. */
  @Get()
  @Example(TOKENS)
  @SignedIn()
  @WaitsFor('tokens')
  async list(
    @Me() me: SignedInPerson,
    @Query() query: ListDto,
    @Req() request: FastifyRequest,
  ): Promise<Answer<Page<TokenView>>> {
    const after = this.cursors.read(request, query);
    return this.cursors.page(
      request,
      query,
      await this.queries.execute(new ListTokens(me.id, query.limit, after)),
    );
  }

  /** Ends a token. A DELETE carries no key of its own: the same person's second one is the same command. */
  @Delete(':id')
  @HttpCode(204)
  @Decided('The person whose token it is; an ADMIN who manages that person.')
  async revoke(
    @Me() me: SignedInPerson,
    @Id('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const context: CommandContext = {
      commandId: commandIdOf(me.id, `DELETE /v1/tokens/${id}`, id),
      requestHash: this.key.sign(encode({})),
      correlationId: request.id,
      now: this.clock.now(),
    };
    await this.commands.execute(new RevokeToken(me, context, id));
  }
}

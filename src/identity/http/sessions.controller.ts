import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Decided, Me, Public, SignedIn } from '../../http/access.js';
import type { Answer } from '../../http/answer.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { Id } from '../../http/validation.js';
import { DomainError } from '../../kernel/domain-error.js';
import { PublicOrigin } from '../access/public-origin.js';
import { SessionCookie } from '../access/session-cookie.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import { EndSession, type NewSession, SignIn } from '../use-cases/identity.commands.js';
import { ListSessions, type SessionView } from '../views/sessions.query.js';
import { ListDto, SignInDto } from './identity.dto.js';
import { SESSIONS, SIGN_IN } from './identity-examples.js';

const LONGEST_USER_AGENT = 200;

/** Signing in and out. */
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly origin: PublicOrigin,
    private readonly cookie: SessionCookie,
  ) {}

  /** Starts a session of twelve hours. */
  @Post()
  @Example(SIGN_IN)
  @Public()
  async signIn(
    @Body() { username, password, token }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.origin.refuseForeign(request);
    const attempt = {
      address: this.origin.clientAddress(request),
      account: username.trim().toLowerCase(),
    };
    const userAgent = request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? null;
    const session: NewSession = await this.commands.execute(new SignIn(attempt, password, userAgent));
    const { person, grants, expiresAt, secret } = session;
    this.cookie.set(reply, secret, expiresAt);
    return { person, grants, expiresAt, ...(token ? { token: secret } : {}) };
  }

  /** One's own sessions that go on. */
  @Get()
  @Example(SESSIONS)
  @SignedIn()
  async list(
    @Me() me: SignedInPerson,
    @Query() query: ListDto,
    @Req() request: FastifyRequest,
  ): Promise<Answer<Page<SessionView & { readonly current: boolean }>>> {
    const after = this.cursors.read(request, query);
    const slice = await this.queries.execute(new ListSessions(me.id, query.limit, after));
    const items = slice.items.map((session) => ({
      ...session,
      current: session.id === me.credential.id,
    }));
    return this.cursors.page(request, query, { ...slice, items });
  }

  /** Signs out. */
  @Delete('current')
  @HttpCode(204)
  @SignedIn()
  async signOut(@Me() me: SignedInPerson, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (me.credential.kind !== 'session') throw new DomainError('session_needed');
    await this.commands.execute(new EndSession(me, me.credential.id));
    this.cookie.clear(reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @Decided('The person whose session it is; an ADMIN who manages that person.')
  async end(@Me() me: SignedInPerson, @Id('id') id: string): Promise<void> {
    await this.commands.execute(new EndSession(me, id));
  }
}

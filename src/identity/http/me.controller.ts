import { Body, Controller, Get, Put, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../event-store/decision.js';
import { Me, SignedIn } from '../../http/access.js';
import { Answer } from '../../http/answer.js';
import { Command, LeaveOut } from '../../http/command-context.js';
import { Example } from '../../http/example.js';
import { QueryDto } from '../../http/filters.js';
import { PublicOrigin } from '../access/public-origin.js';
import type { SignedInPerson } from '../access/signed-in-person.js';
import { ChangeOwnPassword } from '../use-cases/identity.commands.js';
import { OwnPasswordDto } from './identity.dto.js';
import { ME, OWN_PASSWORD } from './identity-examples.js';
import { recorded } from './recorded.js';

/** What everybody may know and change about themselves. */
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly origin: PublicOrigin,
  ) {}

  /** Who is signed in, with which grants, until when; read from the log itself, so it never waits for a view. */
  @Get()
  @Example(ME)
  @SignedIn()
  find(@Me() { id, name, grants, credential }: SignedInPerson, @Query() _: QueryDto) {
    return { person: { id, name }, grants, by: credential.kind, expiresAt: credential.expiresAt };
  }

  /** Changes the password and ends the person's other sessions. */
  @Put('password')
  @Example(OWN_PASSWORD)
  @SignedIn()
  @LeaveOut('current', 'new')
  async changePassword(
    @Me() me: SignedInPerson,
    @Command() context: CommandContext,
    @Body() body: OwnPasswordDto,
    @Req() request: FastifyRequest,
  ): Promise<Answer<{ revision: number }>> {
    const passwords = { current: body.current, next: body.new };
    const address = this.origin.clientAddress(request);
    return recorded(await this.commands.execute(new ChangeOwnPassword(me, context, address, passwords)));
  }
}

import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { zoneOf } from '../../../area/area-zone.js';
import type { CommandContext } from '../../../event-store/decision.js';
import { For, Me } from '../../../http/access.js';
import { Answer } from '../../../http/answer.js';
import { Command } from '../../../http/command-context.js';
import { Example } from '../../../http/example.js';
import type { SignedInPrincipal } from '../../../http/request.js';
import type { NihilEvent } from '../domain/nihil.events.js';
import { ReportNihilCommand } from '../nihil.commands.js';
import { REPORTERS_OF_NOTHING } from '../nihil-rights.js';
import { NihilDto, periodOf } from './nihil.dto.js';
import { REPORT_NIHIL } from './nihil-examples.js';

type NihilAnswer = NihilEvent['data'] & { readonly zone: string; readonly reportedAt: string };

/** *Nihil*: silence and "nothing happened" are two facts. */
@ApiTags('Escalation')
@Controller('v1/nihil')
export class NihilController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Example(REPORT_NIHIL)
  @For(...REPORTERS_OF_NOTHING)
  async report(
    @Command() context: CommandContext,
    @Me() me: SignedInPrincipal,
    @Body() body: NihilDto,
  ): Promise<Answer<NihilAnswer>> {
    const { report, reportedAt, position } = await this.commands.execute(
      new ReportNihilCommand(me, context, body.area, periodOf(body)),
    );
    const { area, period, from, until } = report;
    const answer = { area, period, from, until, zone: zoneOf(area).label, reportedAt };
    return new Answer({ body: answer, position });
  }
}

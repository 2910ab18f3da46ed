import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Decided, Me } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { AsOf } from '../../http/as-of.js';
import { Example } from '../../http/example.js';
import { AsOfDto } from '../../http/filters.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { AsOfPoint, SignedInPrincipal } from '../../http/request.js';
import { Id } from '../../http/validation.js';
import { type ActionAnswer, ActOnCase, type CaseAction } from '../use-cases/case.commands.js';
import { type Escalation, GetEscalation } from '../views/case-detail/escalation.query.js';
import { Acting, type CaseRequest } from './acting.js';
import { OptionalNoteDto, ReasonDto } from './case-action.dto.js';
import { AcknowledgementDto, InformedDto, LevelDto } from './escalation.dto.js';
import * as example from './escalation-examples.js';

const HOLDER = 'HEAD or rostered duty officer of the level that holds it';

/** Which level holds a case and why, and what people decide about that. */
@Controller('v1/cases/:id/escalation')
export class EscalationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Example(example.EXPLAIN)
  @Decided('whoever may see the case')
  @WaitsFor('case_list')
  explain(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Language() language: LanguageCode,
    @Query() _: AsOfDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Escalation> {
    return this.queries.execute<GetEscalation, Escalation>(new GetEscalation(me, id, asOf, language));
  }

  @Post()
  @Example(example.RAISE)
  @HttpCode(200)
  @Decided(HOLDER)
  raise(@Acting() request: CaseRequest, @Body() body: LevelDto) {
    return this.act(request, { type: 'escalation', ...body });
  }

  @Post('acknowledgement')
  @Example(example.ACKNOWLEDGE)
  @HttpCode(200)
  @Decided(`${HOLDER}; DESK for one of them who is named`)
  acknowledge(@Acting() request: CaseRequest, @Body() body: AcknowledgementDto) {
    return this.act(request, { type: 'escalation/acknowledgement', ...body });
  }

  @Post('lowering')
  @Example(example.LOWER)
  @HttpCode(200)
  @Decided(HOLDER)
  lower(@Acting() request: CaseRequest, @Body() body: LevelDto) {
    return this.act(request, { type: 'escalation/lowering', ...body });
  }

  @Post('proposal/confirmation')
  @Example(example.CONFIRM)
  @HttpCode(200)
  @Decided(`${HOLDER}, SECRETARIAT of that level`)
  confirm(@Acting() request: CaseRequest, @Body() body: OptionalNoteDto) {
    return this.act(request, { type: 'escalation/proposal/confirmation', ...body });
  }

  @Post('proposal/refusal')
  @Example(example.DECLINE)
  @HttpCode(200)
  @Decided(`${HOLDER}, SECRETARIAT of that level`)
  refuse(@Acting() request: CaseRequest, @Body() body: ReasonDto) {
    return this.act(request, { type: 'escalation/proposal/refusal', ...body });
  }

  @Post('informed')
  @Example(example.INFORM)
  @HttpCode(200)
  @Decided(`HEAD, SECRETARIAT, DESK who see the case; ${HOLDER}`)
  informed(@Acting() request: CaseRequest, @Body() body: InformedDto) {
    return this.act(request, { type: 'escalation/informed', ...body });
  }

  private async act(request: CaseRequest, action: CaseAction): Promise<Answer<ActionAnswer>> {
    const { context, principal, caseId, ifMatch } = request;
    const acted = await this.commands.execute<ActOnCase, { body: ActionAnswer; position: string }>(
      // A clone has no class: only plain values can be recorded.
      new ActOnCase(context, principal, caseId, ifMatch, structuredClone(action)),
    );
    return new Answer({ body: acted.body, etag: acted.body.revision, position: acted.position });
  }
}

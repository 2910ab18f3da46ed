import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Decided } from '../../http/access.js';
import { Answer } from '../../http/answer.js';
import { Example } from '../../http/example.js';
import { Ordinal } from '../../http/validation.js';
import { type ActionAnswer, ActOnCase, type CaseAction } from '../use-cases/case.commands.js';
import { Acting, type CaseRequest } from './acting.js';
import {
  AccessDto,
  AssignmentDto,
  CorrectionDto,
  EvidenceDto,
  FieldActionDto,
  InputAnswerDto,
  InputRequestDto,
  LetterDto,
  NoteDto,
  NothingDto,
  OptionalNoteDto,
  PromotionDto,
  ReasonDto,
  ReferralDto,
  ReferralProgressDto,
  ResolutionDto,
  SeverityDto,
  VerificationDto,
} from './case-action.dto.js';
import * as example from './case-action-examples.js';
import { soundCorrection } from './correction-value.js';

/** One route for each thing that can be done to a case; the body's shape is checked here, all else by the decider. */
@Controller('v1/cases/:id')
export class CaseActionController {
  constructor(private readonly commands: CommandBus) {}

  @Post('verification')
  @Example(example.VERIFICATION)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case; not who observed it')
  verification(@Acting() request: CaseRequest, @Body() body: VerificationDto) {
    return this.act(request, { type: 'verification', ...body });
  }

  @Post('handling')
  @Example(example.HANDLING)
  @HttpCode(200)
  @Decided('HEAD of the level that holds it, SECRETARIAT, OFFICER of the lead agency')
  handling(@Acting() request: CaseRequest, @Body() body: OptionalNoteDto) {
    return this.act(request, { type: 'handling', ...body });
  }

  @Post('assignment')
  @Example(example.ASSIGNMENT)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT who see the case')
  assignment(@Acting() request: CaseRequest, @Body() body: AssignmentDto) {
    return this.act(request, { type: 'assignment', ...body, supporting: body.supporting ?? [] });
  }

  @Post('assignment/acceptance')
  @Example(example.ACCEPTANCE)
  @HttpCode(200)
  @Decided('OFFICER of that agency; SECRETARIAT for an agency without one')
  acceptance(@Acting() request: CaseRequest, @Body() _: NothingDto) {
    return this.act(request, { type: 'assignment/acceptance' });
  }

  @Post('assignment/refusal')
  @Example(example.REFUSAL)
  @HttpCode(200)
  @Decided('OFFICER of that agency; SECRETARIAT for an agency without one')
  refusal(@Acting() request: CaseRequest, @Body() body: ReasonDto) {
    return this.act(request, { type: 'assignment/refusal', ...body });
  }

  @Post('field-actions')
  @Example(example.FIELD_ACTION)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT, DESK, OFFICER of an agency on the case')
  fieldAction(@Acting() request: CaseRequest, @Body() body: FieldActionDto) {
    const { at, ...rest } = body;
    return this.act(request, { type: 'field-actions', ...rest, takenAt: at, with: body.with ?? [] });
  }

  @Post('input-requests')
  @Example(example.INPUT_REQUEST)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT, DESK, OFFICER of an agency on the case')
  inputRequest(@Acting() request: CaseRequest, @Body() body: InputRequestDto) {
    return this.act(request, { type: 'input-requests', ...body });
  }

  @Post('input-requests/:n/answer')
  @Example(example.INPUT_ANSWER)
  @HttpCode(200)
  @Decided('OFFICER of the agency asked; SECRETARIAT for an agency without one')
  inputAnswer(@Acting() request: CaseRequest, @Ordinal('n') n: number, @Body() body: InputAnswerDto) {
    return this.act(request, { type: 'input-requests/answer', n, ...body });
  }

  @Post('referrals')
  @Example(example.REFERRAL)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT who see the case')
  referral(@Acting() request: CaseRequest, @Body() body: ReferralDto) {
    return this.act(request, { type: 'referrals', ...body });
  }

  @Post('referrals/:n/letter')
  @Example(example.REFERRAL_LETTER)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT who see the case')
  letter(@Acting() request: CaseRequest, @Ordinal('n') n: number, @Body() body: LetterDto) {
    return this.act(request, { type: 'referrals/letter', n, ...body });
  }

  @Post('referrals/:n/progress')
  @Example(example.REFERRAL_PROGRESS)
  @HttpCode(200)
  @Decided('HEAD, SECRETARIAT, LIAISON of that body')
  progress(@Acting() request: CaseRequest, @Ordinal('n') n: number, @Body() body: ReferralProgressDto) {
    return this.act(request, { type: 'referrals/progress', n, ...body });
  }

  @Post('promotion')
  @Example(example.PROMOTION)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case')
  promotion(@Acting() request: CaseRequest, @Body() body: PromotionDto) {
    return this.act(request, { type: 'promotion', ...body });
  }

  @Post('lapse')
  @Example(example.LAPSE)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case')
  lapse(@Acting() request: CaseRequest, @Body() body: ReasonDto) {
    return this.act(request, { type: 'lapse', ...body });
  }

  @Post('notes')
  @Example(example.NOTE)
  @HttpCode(200)
  @Decided('whoever may record and sees the case; LIAISON on its referrals')
  note(@Acting() request: CaseRequest, @Body() body: NoteDto) {
    return this.act(request, { type: 'notes', ...body });
  }

  @Post('evidence')
  @Example(example.EVIDENCE)
  @HttpCode(200)
  @Decided('whoever may record and sees the case')
  evidence(@Acting() request: CaseRequest, @Body() body: EvidenceDto) {
    return this.act(request, { type: 'evidence', ...body });
  }

  @Post('corrections')
  @Example(example.CORRECTION)
  @HttpCode(200)
  @Decided('SECRETARIAT, VERIFIER who see the case; who recorded it while it is RECEIVED')
  correction(@Acting() request: CaseRequest, @Body() body: CorrectionDto) {
    return this.act(request, { type: 'corrections', ...soundCorrection(body) });
  }

  @Post('severity')
  @Example(example.SEVERITY)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case')
  severity(@Acting() request: CaseRequest, @Body() body: SeverityDto) {
    return this.act(request, { type: 'severity', ...body });
  }

  @Post('resolution')
  @Example(example.RESOLUTION)
  @HttpCode(200)
  @Decided('OFFICER of the lead agency; without an assignment HEAD, SECRETARIAT')
  resolution(@Acting() request: CaseRequest, @Body() body: ResolutionDto) {
    return this.act(request, { type: 'resolution', ...body });
  }

  @Post('closure')
  @Example(example.CLOSURE)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case; not who resolved it')
  closure(@Acting() request: CaseRequest, @Body() body: OptionalNoteDto) {
    return this.act(request, { type: 'closure', ...body });
  }

  @Post('return')
  @Example(example.RETURN)
  @HttpCode(200)
  @Decided('VERIFIER, HEAD, SECRETARIAT who see the case; not who resolved it')
  return(@Acting() request: CaseRequest, @Body() body: ReasonDto) {
    return this.act(request, { type: 'return', ...body });
  }

  @Post('reopening')
  @Example(example.REOPENING)
  @HttpCode(200)
  @Decided('HEAD of kab/kota or province who sees the case')
  reopening(@Acting() request: CaseRequest, @Body() body: ReasonDto) {
    return this.act(request, { type: 'reopening', ...body });
  }

  @Post('access')
  @Example(example.ACCESS)
  @HttpCode(200)
  @Decided('SECRETARIAT of kab/kota or above, on a restricted case')
  access(@Acting() request: CaseRequest, @Body() body: AccessDto) {
    return this.act(request, { type: 'access', ...body });
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

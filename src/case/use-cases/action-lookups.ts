import { Injectable } from '@nestjs/common';
import { StageCalendar } from '../../election/stage-calendar.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { PeopleDirectory } from '../../identity/views/people-directory.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import type { ActionFacts, CaseAction } from '../domain/case.commands.js';
import { agenciesToAnswer, type CaseState } from '../domain/case.state.js';
import { accessOf, visible } from '../domain/visibility.policies.js';
import { inUtc, ReportLookups } from './report-lookups.js';

/** What an action names and what its rule asks about: agencies, other cases, people, the calendar. */
@Injectable()
export class ActionLookups {
  constructor(
    private readonly store: EventStore,
    private readonly taxonomy: TaxonomyRegister,
    private readonly reports: ReportLookups,
    private readonly people: PeopleDirectory,
    private readonly calendar: StageCalendar,
  ) {}

  /** The case as it stands; `NONE` where there is none. */
  async stateOf(caseId: string): Promise<CaseState> {
    return foldRecorded(CASE_FOLD, await this.store.read(caseStream(caseId)));
  }

  /**
   * The action with its instants in UTC. Errors: `invalid` (422) with `unknown_agency` for an agency or body that the
   * taxonomy does not have; for a correction what `ReportLookups` refuses.
   */
  async check(action: CaseAction, state: CaseState): Promise<CaseAction> {
    const faults = this.agencyFaults(action);
    if (faults.length > 0) throw new DomainError('invalid', {}, faults);
    switch (action.type) {
      case 'assignment':
        return { ...action, dueAt: inUtc(action.dueAt) };
      case 'field-actions':
        return { ...action, takenAt: inUtc(action.takenAt) };
      case 'referrals':
        return action.deliveredAt === undefined
          ? action
          : { ...action, deliveredAt: inUtc(action.deliveredAt) };
      case 'referrals/progress':
        return { ...action, at: inUtc(action.at) };
      case 'promotion':
        return { ...action, occurredAt: inUtc(action.occurredAt) };
      case 'corrections':
        return this.correction(action, state);
      default:
        return action;
    }
  }

  /** What the decider cannot know by itself. */
  async facts(
    action: CaseAction,
    caseId: string,
    state: CaseState,
    principal: Principal,
    now: Date,
  ): Promise<ActionFacts> {
    const isKnown = state.status !== 'NONE';
    const mayBeEarly = isKnown && (action.type === 'assignment' || action.type === 'handling');
    return {
      votingOrCounting: mayBeEarly && (await this.calendar.inVotingOrCounting(state.report.area, now)),
      withoutOfficer:
        isKnown && answers(action)
          ? await this.people.withoutOfficers(agenciesToAnswer(state), state.report.area)
          : [],
      ...(action.type === 'verification' &&
        action.duplicateOf !== undefined && {
          duplicate: await this.duplicate(action.duplicateOf.toLowerCase(), caseId, principal),
        }),
      ...(action.type === 'corrections' &&
        action.field === 'subcategory' && {
          categoriesOfSubcategory: this.reports.categoriesOf(String(action.value)),
        }),
      ...(action.type === 'access' && {
        personExists: await this.people.exists(action.person.toLowerCase()),
      }),
    };
  }

  private async duplicate(
    of: string,
    caseId: string,
    principal: Principal,
  ): Promise<ActionFacts['duplicate']> {
    if (of === caseId) return 'itself';
    const state = await this.stateOf(of);
    if (state.status === 'NONE' || !visible(principal, accessOf(state))) return 'missing';
    return state.status === 'DUPLICATE' ? 'duplicate' : 'fit';
  }

  private async correction(
    action: Extract<CaseAction, { type: 'corrections' }>,
    state: CaseState,
  ): Promise<CaseAction> {
    if (action.value === null || state.status === 'NONE') return action;
    const part = { [action.field]: action.value };
    const checked = await this.reports.check(part, state.report.category);
    return { ...action, value: (checked as Readonly<Record<string, unknown>>)[action.field] };
  }

  private agencyFaults(action: CaseAction): FieldError[] {
    const isAgency = (code: string) => this.taxonomy.isAgency(code);
    const isParty = (code: string) => isAgency(code) || this.taxonomy.isBody(code);
    switch (action.type) {
      case 'assignment':
        return [
          ...unknown([action.lead], isAgency, () => '/lead'),
          ...unknown(action.supporting, isAgency, (index) => `/supporting/${index}`),
        ];
      case 'input-requests':
        return unknown([action.agency], isAgency, () => '/agency');
      case 'field-actions':
        return unknown(action.with, isParty, (index) => `/with/${index}`);
      default:
        return [];
    }
  }
}

function answers({ type }: CaseAction): boolean {
  return (
    type === 'assignment/acceptance' || type === 'assignment/refusal' || type === 'input-requests/answer'
  );
}

function unknown(
  codes: readonly string[],
  isKnown: (code: string) => boolean,
  pointer: (index: number) => string,
): FieldError[] {
  return codes.flatMap((code, index) =>
    isKnown(code) ? [] : [{ pointer: pointer(index), code: 'unknown_agency' }],
  );
}

import { Injectable } from '@nestjs/common';
import { StageCalendar } from '../../election/stage-calendar.js';
import { DutyRosters } from '../../escalation/rosters/duty-rosters.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import { PeopleDirectory } from '../../identity/views/people-directory.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/grant.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { CASE_FOLD, caseStream } from '../case-stream.js';
import type { ActionFacts, ActionOf, CaseAction } from '../domain/case.commands.js';
import type { CaseEvent } from '../domain/case.events.js';
import { type CaseState, NO_CASE } from '../domain/case.state.js';
import { upcast } from '../domain/case.upcasters.js';
import { checkField } from '../domain/correction.js';
import { isLadderAction } from '../domain/ladder/by-person.js';
import { checkOutcome } from '../domain/verification.js';
import { accessOf, visible } from '../domain/visibility.policies.js';
import { inUtc, ReportLookups } from './report-lookups.js';

type Correction = ActionOf<'corrections'>;

/** A case as it stands, with what a retry of an earlier command has to be told of its past. */
export interface Standing {
  readonly state: CaseState;
  /** Agencies that had to answer something at any time: a retry is asked over the state that its first try met. */
  readonly answering: readonly string[];
}

/** For actions that ask nothing of the case beforehand. */
export const NO_STANDING: Standing = { state: NO_CASE, answering: [] };

/** What an action names and what its rule asks about: agencies, other cases, people, the calendar. */
@Injectable()
export class ActionLookups {
  constructor(
    private readonly store: EventStore,
    private readonly taxonomy: TaxonomyRegister,
    private readonly reports: ReportLookups,
    private readonly people: PeopleDirectory,
    private readonly calendar: StageCalendar,
    private readonly rosters: DutyRosters,
  ) {}

  async standingOf(caseId: string): Promise<Standing> {
    const events = await this.store.read(caseStream(caseId));
    const answering = new Set(events.flatMap((event) => agenciesToAnswer(upcast(event))));
    return { state: foldRecorded(CASE_FOLD, events), answering: [...answering] };
  }

  /**
   * The action with its instants in UTC and its ids in lower case. Errors: `invalid` (422) with `unknown_agency` for an
   * agency that the taxonomy does not have; what the request alone shows to be wrong with a verification or a correction.
   */
  check(action: CaseAction): CaseAction {
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
      case 'verification':
        checkOutcome(action);
        return action.duplicateOf === undefined
          ? action
          : { ...action, duplicateOf: action.duplicateOf.toLowerCase() };
      case 'corrections':
        checkField(action);
        return action;
      case 'access':
        return { ...action, person: action.person.toLowerCase() };
      case 'escalation/acknowledgement':
        return acknowledgement(action);
      case 'escalation/informed':
        return { ...action, at: inUtc(action.at) };
      default:
        return action;
    }
  }

  /** What the decider cannot know by itself; with what the ladder is reckoned is looked up on its own. */
  async facts(
    action: CaseAction,
    caseId: string,
    { state, answering }: Standing,
    principal: Principal,
    now: Date,
  ): Promise<Omit<ActionFacts, 'ladder'>> {
    const isKnown = state.status !== 'NONE';
    const holder = isKnown && isLadderAction(action) ? state.ladder?.holder.area : undefined;
    const mayBeEarly =
      isKnown && state.status === 'RECEIVED' && (action.type === 'assignment' || action.type === 'handling');
    return {
      votingOrCounting: mayBeEarly && (await this.calendar.inVotingOrCountingByNow(state.report.area, now)),
      withoutOfficer:
        isKnown && answers(action) ? await this.people.withoutOfficers(answering, state.report.area) : [],
      ...(action.type === 'verification' &&
        action.duplicateOf !== undefined && {
          duplicate: await this.duplicate(action.duplicateOf, caseId, principal),
        }),
      ...(action.type === 'corrections' &&
        action.field === 'subcategory' && {
          categoriesOfSubcategory: this.reports.categoriesOf(String(action.value)),
        }),
      ...(holder !== undefined && { onDuty: await this.rosters.onDuty(principal.id, holder, now) }),
      ...(holder !== undefined &&
        action.type === 'escalation/acknowledgement' &&
        action.by !== undefined && {
          mayAcknowledge: await this.holds(action.by, holder, action.at ?? now.toISOString()),
        }),
      ...(action.type === 'access' && {
        personExists: await this.people.exists(action.person),
      }),
    };
  }

  /**
   * A correction with its instant in UTC, or why the case cannot say so: an error of `ReportLookups`, with pointers into
   * the correction. It is returned, not thrown: what is wrong hangs on the case, which the person may not see.
   */
  async correction(action: Correction, state: CaseState): Promise<Correction | DomainError> {
    const { field, value } = action;
    if (value === null || state.status === 'NONE') return action;
    try {
      const checked = await this.reports.check({ [field]: value }, state.report.category);
      return { ...action, value: (checked as Readonly<Record<string, unknown>>)[field] };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const errors = error.errors.map((fault) => ({
        ...fault,
        pointer: `/value${fault.pointer.slice(field.length + 1)}`,
      }));
      return new DomainError(error.code, error.details, errors);
    }
  }

  /** Head of the office, or on its roster when it was said. */
  private async holds(person: string, area: string, at: string): Promise<boolean> {
    const heads = await this.people.headsOf(area);
    return heads.includes(person) || (await this.rosters.onDuty(person, area, new Date(at)));
  }

  private async duplicate(
    of: string,
    caseId: string,
    principal: Principal,
  ): Promise<ActionFacts['duplicate']> {
    if (of === caseId) return 'itself';
    const { state } = await this.standingOf(of);
    if (state.status === 'NONE' || !visible(principal, accessOf(state))) return 'missing';
    return state.status === 'DUPLICATE' ? 'duplicate' : 'fit';
  }

  private agencyFaults(action: CaseAction): FieldError[] {
    const isAgency = (code: string) => this.taxonomy.isAgency(code);
    switch (action.type) {
      case 'assignment':
        return [
          ...unknown([action.lead], isAgency, () => '/lead'),
          ...unknown(action.supporting, isAgency, (index) => `/supporting/${index}`),
        ];
      case 'input-requests':
        return unknown([action.agency], isAgency, () => '/agency');
      default:
        return [];
    }
  }
}

function acknowledgement(
  action: ActionOf<'escalation/acknowledgement'>,
): ActionOf<'escalation/acknowledgement'> {
  const { by, at } = action;
  return {
    ...action,
    ...(by !== undefined && { by: by.toLowerCase() }),
    ...(at !== undefined && { at: inUtc(at) }),
  };
}

function agenciesToAnswer({ type, data }: CaseEvent): readonly string[] {
  if (type === 'CaseAssigned') return [data.lead, ...data.supporting];
  return type === 'InputRequested' ? [data.agency] : [];
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

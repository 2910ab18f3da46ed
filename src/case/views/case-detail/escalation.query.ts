import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AreaRegister } from '../../../area/area.register.js';
import type { Clock } from '../../../calendar/clock.js';
import { deadlineText } from '../../../calendar/deadline-text.js';
import { EscalationPolicies } from '../../../escalation/policies/escalation-policies.js';
import { DutyRosters } from '../../../escalation/rosters/duty-rosters.js';
import { factOf, foldRecorded } from '../../../event-store/decision.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { PeopleDirectory } from '../../../identity/views/people-directory.js';
import { PeopleNames } from '../../../identity/views/people-names.js';
import { Clock as TimeSource } from '../../../kernel/clock.js';
import type { Principal } from '../../../kernel/grant.js';
import { CASE_FOLD } from '../../case-stream.js';
import { type KnownCase, known, levelOf } from '../../domain/case.state.js';
import type { Acknowledged, Ladder } from '../../domain/ladder/ladder.state.js';
import { nextStep } from '../../domain/ladder/next-step.js';
import { CaseReader } from './case-reader.js';
import { type EscalationStep, stepsOf } from './escalation-steps.js';
import { ifText, nextText, proposalText, stepText } from './escalation-words.js';
import type { Language, TitleWords } from './timeline-titles.js';
import { TimelineWords } from './title-words.js';

/** Why a case is on whose desk, and what happens next if nobody acts; now or as of a position. */
export class GetEscalation {
  constructor(
    readonly principal: Principal,
    readonly id: string,
    /** Null for now. The rights are always today's. */
    readonly asOf: { readonly position: Position } | null,
    readonly language: Language,
  ) {}
}

type Said<T> = T & { readonly text: string };

/** The answer of `GET /v1/cases/{id}/escalation`. History has no level, no holder and no steps. */
export interface Escalation {
  readonly level: string | null;
  readonly since: string | null;
  readonly holder: {
    readonly area: string;
    readonly name: string;
    readonly role: string;
    /** How many there are who may act for it now: heads and duty officers. */
    readonly people: number;
  } | null;
  readonly acknowledged: (Acknowledged & { readonly name: string }) | null;
  readonly informed: readonly string[];
  readonly proposal: { readonly to: string; readonly at: string; readonly why: string } | null;
  readonly steps: readonly Said<EscalationStep>[];
  readonly next: Said<{
    readonly to: string;
    readonly at: string;
    readonly if: string;
    readonly mode: 'auto' | 'propose';
  }> | null;
  readonly clocks: readonly Said<{
    readonly kind: string;
    readonly rule: string;
    readonly startedAt: string;
    readonly dueAt: string;
    readonly citation: string | null;
    readonly calendar: Clock['calendar'];
  }>[];
  /** Deadlines that are near or have passed and moved nobody. */
  readonly marks: Ladder['marks'];
}

const NOTHING: Escalation = {
  level: null,
  since: null,
  holder: null,
  acknowledged: null,
  informed: [],
  proposal: null,
  steps: [],
  next: null,
  clocks: [],
  marks: [],
};

/** Answers from the stream of the case alone, so that it says the same after every rebuild. */
@Injectable()
@QueryHandler(GetEscalation)
export class GetEscalationQuery implements IQueryHandler<GetEscalation, Escalation> {
  constructor(
    private readonly reader: CaseReader,
    private readonly words: TimelineWords,
    private readonly areas: AreaRegister,
    private readonly people: PeopleDirectory,
    private readonly names: PeopleNames,
    private readonly rosters: DutyRosters,
    private readonly policies: EscalationPolicies,
    private readonly time: TimeSource,
  ) {}

  async execute({ principal, id, asOf, language }: GetEscalation): Promise<Escalation> {
    const { events, now } = await this.reader.read(principal, id, asOf?.position ?? null);
    const state = known(foldRecorded(CASE_FOLD, events));
    const { ladder, report } = state;
    if (ladder === null) return NOTHING;
    const zone = this.areas.zoneOf(report.area).label;
    const words = this.words.for(now.report.area, language);
    const facts = events.map((event) => factOf(CASE_FOLD, event));
    return {
      level: levelOf(state),
      since: ladder.since,
      holder: {
        ...ladder.holder,
        name: words.area(ladder.holder.area),
        people: await this.peopleOf(ladder.holder.area),
      },
      acknowledged: await this.named(ladder.acknowledged),
      informed: ladder.informed,
      proposal: proposalOf(ladder, words),
      steps: stepsOf(facts).map((step) => ({ ...step, text: stepText(step, zone, words) })),
      next: await this.next(state, ladder, words),
      clocks: ladder.clocks.map((clock) => clockOf(clock, language)),
      marks: ladder.marks,
    };
  }

  private async next(state: KnownCase, ladder: Ladder, words: TitleWords): Promise<Escalation['next']> {
    const { report, status } = state;
    const { version } = await this.policies.snapshot();
    const next = nextStep({ report, status, ladder }, version);
    if (next === null) return null;
    const zone = this.areas.zoneOf(report.area).label;
    const { to, at, mode } = next;
    return { to, at, if: ifText(next, words), mode, text: nextText(next, zone, words) };
  }

  private async peopleOf(area: string): Promise<number> {
    const heads = await this.people.headsOf(area);
    const onDuty = await this.rosters.dutyOfficers(area, this.time.now());
    return new Set([...heads, ...onDuty]).size;
  }

  private async named(acknowledged: Acknowledged | null): Promise<Escalation['acknowledged']> {
    if (acknowledged === null) return null;
    const names = await this.names.namesOf([acknowledged.by]);
    return { ...acknowledged, name: names.get(acknowledged.by)?.name ?? acknowledged.by };
  }
}

function proposalOf({ proposal }: Ladder, words: TitleWords): Escalation['proposal'] {
  if (proposal === null) return null;
  const { to, at, rule } = proposal;
  return { to, at, why: proposalText(rule, words) };
}

function clockOf(clock: Clock, language: Language): Escalation['clocks'][number] {
  const { kind, rule, startedAt, calendar, citation = null } = clock;
  return {
    kind,
    rule,
    startedAt,
    dueAt: calendar.dueAt,
    citation,
    calendar,
    text: deadlineText(clock)[language],
  };
}

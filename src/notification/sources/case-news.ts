import { CASE_FOLD } from '../../case/case-stream.js';
import type { CaseEvent } from '../../case/domain/case.events.js';
import { type KnownCase, levelOf } from '../../case/domain/case.state.js';
import { upcast } from '../../case/domain/case.upcasters.js';
import type { Holder } from '../../case/domain/ladder.events.js';
import { caseNumber } from '../../case/domain/number.js';
import { accessOf } from '../../case/domain/visibility.policies.js';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../escalation/policy/escalation-policy.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { CaseFacts, CaseNews, HeldNews, InformedNews, News, ProposedNews, Why } from '../news.js';
import { mayBeTold } from '../recipients.js';
import { FALLEN, type NewsSource, type Standing, type Told } from '../told.js';
import { areaAt, deadlinesOf } from './ladder-facts.js';

/** Events after which an office holds the case, has to decide on it, or is told of it. */
const TYPES: readonly CaseEvent['type'][] = [
  'EscalationStarted',
  'EscalationMoved',
  'EscalationRaised',
  'EscalationLowered',
  'UpperLevelInformed',
  'EscalationProposed',
];

type Holding = Extract<
  CaseEvent,
  { type: 'EscalationStarted' | 'EscalationMoved' | 'EscalationRaised' | 'EscalationLowered' }
>;

/** What the ladder of a case gives people to do. */
export class CaseNewsSource implements NewsSource {
  readonly streams = 'case';

  constructor(private readonly store: EventStore) {}

  isNews(type: string): boolean {
    return (TYPES as readonly string[]).includes(type);
  }

  async newsOf(event: RecordedEvent): Promise<readonly Told[]> {
    const events = await this.store.read(event.stream);
    const state = foldRecorded(CASE_FOLD, events);
    if (state.status === 'NONE') return [];
    const facts = factsOf(state, event.stream);
    const before = foldRecorded(CASE_FOLD, events.slice(0, event.revision));
    const holder = before.status === 'NONE' ? null : before.ladder;
    const news = newsOf(upcast(event), facts, holder);
    const access = accessOf(state);
    return news.map((one) => ({ news: one, mayHear: (person) => mayBeTold(person, access) }));
  }

  async standingOf(stream: string, news: News): Promise<Standing> {
    const state = foldRecorded(CASE_FOLD, await this.store.read(stream));
    if (state.status === 'NONE' || !('case' in news)) return FALLEN;
    return { stands: stillToTell(news, state), severity: state.report.severity };
  }
}

/** What one event of the ladder tells; `before`: who held the case before it. */
export function newsOf(
  event: CaseEvent,
  facts: CaseFacts,
  before: { readonly level: EscalationLevel; readonly holder: Holder } | null,
): CaseNews[] {
  switch (event.type) {
    case 'EscalationStarted':
    case 'EscalationRaised':
      return [
        ...held(event, facts, before),
        ...event.data.informed.map((level) => informed(level, event.data, facts)),
      ];
    case 'EscalationMoved':
    case 'EscalationLowered':
      return held(event, facts, before);
    case 'UpperLevelInformed':
      return before === null ? [] : [informed(event.data.level, { ...before, rule: event.data.rule }, facts)];
    case 'EscalationProposed':
      return before === null ? [] : [proposed(event, facts, before)];
    default:
      return [];
  }
}

/** An office that held the case before has been told; that the case comes under a policy changes nothing for it. */
function held(
  event: Holding,
  facts: CaseFacts,
  before: { readonly level: EscalationLevel; readonly holder: Holder } | null,
): HeldNews[] {
  const { level, holder, clocks } = event.data;
  if (before?.level === level && before.holder.area === holder.area) return [];
  const rule = 'rule' in event.data ? event.data.rule : null;
  return [
    {
      kind: 'held',
      level,
      office: holder,
      case: facts,
      why: whyOf(event),
      rule,
      deadlines: deadlinesOf(clocks),
    },
  ];
}

function informed(
  level: EscalationLevel,
  { level: holding, holder, rule }: { level: EscalationLevel; holder: Holder; rule: string },
  facts: CaseFacts,
): InformedNews {
  const office = { area: areaAt(level, facts.area), role: 'HEAD' } as const;
  return {
    kind: 'informed',
    level,
    office,
    case: facts,
    holder: { level: holding, area: holder.area },
    rule,
  };
}

function proposed(
  { data: { to, clocks, rule } }: Extract<CaseEvent, { type: 'EscalationProposed' }>,
  facts: CaseFacts,
  { level, holder }: { readonly level: EscalationLevel; readonly holder: Holder },
): ProposedNews {
  return { kind: 'proposed', level, office: holder, case: facts, to, rule, deadlines: deadlinesOf(clocks) };
}

function whyOf(event: Holding): Why {
  switch (event.type) {
    case 'EscalationStarted':
      return 'start';
    case 'EscalationMoved':
      return 'moved';
    case 'EscalationRaised':
      return event.data.trigger;
    case 'EscalationLowered':
      return 'lowered';
  }
}

function factsOf({ report, recordedAt, serial }: KnownCase, stream: string): CaseFacts {
  const { category, subcategory, area, severity, access } = report;
  return {
    id: stream.slice('case-'.length),
    number: caseNumber(recordedAt, serial),
    category,
    subcategory,
    area,
    severity,
    restricted: access === 'RESTRICTED',
  };
}

/** False once the office has acknowledged or decided, another one holds the case, or it is off the ladder or resolved. */
export function stillToTell(news: CaseNews, state: KnownCase): boolean {
  const { ladder } = state;
  if (ladder === null || levelOf(state) === null || state.status === 'RESOLVED') return false;
  const holds = ladder.level === news.level && ladder.holder.area === news.office.area;
  switch (news.kind) {
    case 'held':
      return holds && ladder.acknowledged === null;
    case 'proposed':
      return holds && ladder.proposal?.to === news.to;
    case 'informed':
      return ESCALATION_LEVELS.indexOf(news.level) > ESCALATION_LEVELS.indexOf(ladder.level);
  }
}

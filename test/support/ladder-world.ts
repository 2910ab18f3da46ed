import type { AreaCalendar, LocalPeriod } from '../../src/calendar/area-calendar.js';
import type { ClockKind } from '../../src/calendar/clock.js';
import { regimeOf } from '../../src/calendar/regime.js';
import type { ActionFacts, CaseAction, CaseCommand, NewReport } from '../../src/case/domain/case.commands.js';
import { caseDecider } from '../../src/case/domain/case.decider.js';
import type { CaseEvent, CaseReport } from '../../src/case/domain/case.events.js';
import { type CaseState, known } from '../../src/case/domain/case.state.js';
import type { LadderCase } from '../../src/case/domain/ladder/ladder-case.js';
import type { LadderFacts } from '../../src/case/domain/ladder/ladder-facts.js';
import type { LadderStep } from '../../src/case/domain/ladder/ladder-step.js';
import { caseBoard } from '../../src/escalation/board/case-board.projection.js';
import type { CaseBoardRow } from '../../src/escalation/board/case-board.row.js';
import { POLICY_1 } from '../../src/escalation/policy/policy-1.js';
import { type NextClock, timerIdOf } from '../../src/escalation/timers/timer-source.js';
import { type Actor, SYSTEM } from '../../src/kernel/actor.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { calendarIn } from './area-calendars.js';
import type { ModelClock } from './ladder-clocks.js';
import { type Happening, type LadderDeed, LadderModel } from './ladder-model.js';

/** A case in the world: as the decider has it, as the board shows it, and what happened to it. */
export interface WorldCase {
  readonly id: string;
  state: CaseState;
  row: CaseBoardRow;
  revision: number;
  readonly history: Happening[];
  /** Timers that were fired, by the ids of their commands. */
  readonly fired: Map<string, LadderStep>;
}

/** Told of what is recorded, one append after another. */
export type Watcher = (recorded: Recorded) => void;

/** One append, and what stood before it. */
export interface Recorded {
  readonly events: readonly CaseEvent[];
  readonly before: CaseState;
  readonly row: CaseBoardRow;
  readonly at: string;
}

/** Cases in memory under a clock that only moves forward, and timers that are fired from what the board shows. */
export class LadderWorld {
  readonly cases: WorldCase[] = [];
  private readonly calendars: { readonly from: string; readonly stages: readonly LocalPeriod[] }[] = [];

  constructor(
    public now: string,
    stages: readonly LocalPeriod[],
    private readonly watch: Watcher,
  ) {
    this.calendars.push({ from: '', stages });
  }

  /** Somebody logs a case. */
  record(report: NewReport, by: Actor): void {
    const serial = this.cases.length + 1;
    const facts = { severity: 2, access: 'OPEN', taxonomyVersion: 1, ladder: this.facts(report) } as const;
    const command = { type: 'record', by, at: this.now, report, serial, archived: false, facts } as const;
    const [event] = events(command, caseDecider.initial);
    if (event === undefined) return;
    const id = `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
    const history: Happening[] = [{ did: 'work', event, holds: false, at: this.now }];
    const one = {
      id,
      state: caseDecider.initial,
      row: null as never,
      revision: 0,
      history,
      fired: new Map(),
    };
    this.cases.push(one);
    this.append(one, events(command, one.state), by);
  }

  /** Somebody acts on a case. False where a rule refuses it. */
  act(one: WorldCase, action: CaseAction, by: Actor, holds: boolean): boolean {
    const { report } = known(one.state);
    const after = reckonedAfter(action, report);
    const facts: ActionFacts = {
      votingOrCounting: true,
      withoutOfficer: [],
      duplicate: 'fit',
      holds,
      mayAcknowledge: true,
      ladder: this.facts(after),
    };
    const recorded = events({ type: 'act', action, by, at: this.now, facts }, one.state);
    const [event] = recorded;
    if (event === undefined) return false;
    one.history.push({ at: this.now, ...(deedOf(action) ?? { did: 'work', event, holds }) });
    this.append(one, recorded, by);
    return true;
  }

  /** The service finds that two cases name each other, and sets one free. */
  undoDuplicate(one: WorldCase): void {
    const facts = this.facts(known(one.state).report);
    const recorded = events({ type: 'undo-duplicate', reason: 'x', at: this.now, facts }, one.state);
    const [event] = recorded;
    if (event === undefined) return;
    one.history.push({ did: 'work', event, holds: false, at: this.now });
    this.append(one, recorded, SYSTEM);
  }

  /** The calendar of the election is amended; the cases hear of it when their process comes. */
  amend(stages: readonly LocalPeriod[]): void {
    this.now = new Date(Date.parse(this.now) + 1).toISOString();
    this.calendars.push({ from: this.now, stages });
  }

  /** The process of amended calendars comes to every case that is open. */
  resetClocks(): void {
    for (const one of this.cases.filter(({ row }) => row.open)) {
      one.history.push({ did: 'reset', at: this.now });
      this.step(one, { type: 'reset-clocks' });
    }
  }

  /** Time passes while the timers run: each is fired when it is due, and those that are overdue at once. */
  passTo(until: string): void {
    while (this.fireNext(until));
    this.now = until;
  }

  /** Fires so many of what is due and overdue, the oldest first; then the process dies. */
  fireSome(count: number): void {
    for (let fired = 0; fired < count && this.fireNext(this.now); fired++) {}
  }

  /** A process that has forgotten what it fired fires all of it again. Returns what was recorded of that. */
  fireAgain(one: WorldCase): readonly CaseEvent[] {
    return this.isDueSoon(one) ? [] : [...one.fired.values()].flatMap((step) => this.step(one, step));
  }

  /** A process whose clock is far ahead fires what is not due yet. Returns what was recorded of that. */
  fireEarly(one: WorldCase): readonly CaseEvent[] {
    const { next_clock: clock } = one.row;
    return clock === null || this.isDueSoon(one) ? [] : this.step(one, stepOf(clock));
  }

  private isDueSoon({ row }: WorldCase): boolean {
    return row.next_due_at !== null && Date.parse(row.next_due_at) - Date.parse(this.now) < 60_000;
  }

  /** The case by the plain model, from its whole history. */
  model(one: WorldCase): LadderModel {
    return new LadderModel(one.history, (area, at) => this.calendarAt(area, at));
  }

  /** The oldest timer that is due by an instant, with all of the same case that are due at the same. */
  private fireNext(until: string): boolean {
    const due = this.cases.filter(({ row }) => row.next_due_at !== null && row.next_due_at <= until);
    const [first] = due.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1));
    if (first === undefined) return false;
    const dueBy = dueOf(first);
    if (dueBy > this.now) this.now = dueBy;
    first.history.push({ did: 'timers', at: this.now, dueBy });
    while (first.row.next_clock !== null && dueOf(first) <= dueBy) this.fire(first, first.row.next_clock);
    return true;
  }

  private fire(one: WorldCase, clock: NextClock): void {
    const id = timerIdOf(one.id, clock, new Date(dueOf(one)));
    // The stream is the receipt: a command that stands in it is answered, and nothing happens any more.
    if (one.fired.has(id)) throw new Error(`${clock.rule} was fired, still runs, and can never fire again.`);
    const step = stepOf(clock);
    one.fired.set(id, step);
    if (this.step(one, step).length === 0) throw new Error(`${clock.rule} is due, and nothing came of it.`);
  }

  private step(one: WorldCase, step: LadderStep): readonly CaseEvent[] {
    const facts = this.facts(known(one.state).report);
    const recorded = events({ type: 'ladder', step, at: this.now, facts }, one.state);
    this.append(one, recorded, SYSTEM);
    return recorded;
  }

  private append(one: WorldCase, recorded: readonly CaseEvent[], by: Actor): void {
    if (recorded.length === 0) return;
    const { state: before, row } = one;
    for (const event of recorded) {
      const fact = { ...event, by, at: this.now };
      const revision = one.revision++;
      one.state = caseDecider.evolve(one.state, fact);
      const fold = caseBoard.on[event.type] as (row: CaseBoardRow, event: object) => CaseBoardRow;
      one.row = fold(one.row, { ...fact, revision, position: String(revision), stream: `case-${one.id}` });
    }
    this.watch({ events: recorded, before, row, at: this.now });
  }

  private facts({
    area,
    occurredAt,
    knownAt,
  }: Pick<NewReport, 'area' | 'occurredAt' | 'knownAt'>): LadderFacts {
    const calendar = this.calendarAt(area, this.now);
    const regime = regimeOf([], calendar, new Date(occurredAt ?? knownAt ?? this.now));
    return { policy: POLICY_1, running: POLICY_1, calendar, regime };
  }

  private calendarAt(area: string, at: string): AreaCalendar {
    const { stages = [] } = this.calendars.findLast(({ from }) => from <= at) ?? {};
    return calendarIn(area, stages);
  }
}

/** Where a case stands, in one form for all who tell of it. Clocks stand in the order of their names. */
export interface Standing {
  readonly status: string;
  readonly level: string;
  readonly holder: string;
  readonly acknowledged: boolean;
  readonly proposed: string | null;
  readonly clocks: readonly string[];
}

/** As the case itself has it. */
export function standingOf({ state }: WorldCase): Standing {
  const { status, ladder } = known(state) as LadderCase;
  const { level, holder, acknowledged, proposal, clocks } = ladder;
  return {
    ...{ status, level, holder: holder.area, acknowledged: acknowledged !== null },
    proposed: proposal?.to ?? null,
    clocks: clocks.map((clock) => lineOf({ ...clock, dueAt: clock.calendar.dueAt })).sort(),
  };
}

/** As the model reckons it. */
export function modelStandingOf(model: LadderModel): Standing {
  const { status, level, holder, acknowledged, proposed, clocks } = model;
  return { status, level, holder, acknowledged, proposed, clocks: clocks.map(lineOf).sort() };
}

function lineOf({ kind, rule, startedAt, dueAt, alarmAt = '' }: ModelClock): string {
  return `${kind} ${rule} ${startedAt} ${alarmAt} ${dueAt}`;
}

function dueOf({ row }: WorldCase): string {
  return row.next_due_at ?? '';
}

function stepOf({ kind, rule, startedAt, moment }: NextClock): LadderStep {
  return { type: 'fire-clock', kind: kind as ClockKind, rule, startedAt, moment };
}

/** The report as the action leaves it, as far as calendar and law hang on it. */
function reckonedAfter(action: CaseAction, report: CaseReport): CaseReport {
  switch (action.type) {
    case 'corrections':
      return { ...report, [action.field]: action.value ?? undefined };
    case 'promotion':
      return { ...report, occurredAt: action.occurredAt };
    default:
      return report;
  }
}

/** What the command records; nothing where a rule refuses it. */
function events(command: CaseCommand, state: CaseState): readonly CaseEvent[] {
  try {
    return caseDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/** What is done to the escalation itself; null for all other work. */
export function deedOf(action: CaseAction): LadderDeed | null {
  switch (action.type) {
    case 'escalation':
      return { did: 'raise', to: action.to };
    case 'escalation/lowering':
      return { did: 'lower', to: action.to };
    case 'escalation/acknowledgement':
      return { did: 'acknowledge' };
    case 'escalation/proposal/confirmation':
      return { did: 'confirm' };
    case 'escalation/proposal/refusal':
      return { did: 'refuse' };
    default:
      return null;
  }
}

import type { AreaCalendar } from '../../src/calendar/area-calendar.js';
import type { ClockKind } from '../../src/calendar/clock.js';
import type { CaseEvent, CaseReport, CaseStatus } from '../../src/case/domain/case.events.js';
import type { EscalationLevel } from '../../src/escalation/policy/escalation-policy.js';
import {
  isByLaw,
  later,
  type ModelClock,
  policyClock,
  REPORTING_TERM,
  reminderOf,
  stepOf,
  termsOf,
  tightened,
} from './ladder-clocks.js';

/** What happened to a case, and when: what people did, when the timers came, and when an amended calendar did. */
export type Happening = { readonly at: string } & (
  | { readonly did: 'work'; readonly event: CaseEvent; readonly holds: boolean }
  | LadderDeed
  | { readonly did: 'reset' }
  /** Everything fires that was due by then. */
  | { readonly did: 'timers'; readonly dueBy: string }
);

/** What a person does to the escalation itself. */
export type LadderDeed =
  | { readonly did: 'raise' | 'lower'; readonly to: EscalationLevel }
  | { readonly did: 'acknowledge' | 'confirm' | 'refuse' };

type Data<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

interface Referral {
  readonly body: string;
  readonly as: string;
  readonly receivedAt: string;
  open: boolean;
}

const LEVELS: readonly EscalationLevel[] = ['E0', 'E1', 'E2', 'E3', 'E4'];
const WITH_THE_TEAM: readonly CaseStatus[] = ['RECEIVED', 'VERIFIED', 'ASSIGNED', 'IN_PROGRESS'];
const ON_THE_LADDER: readonly CaseStatus[] = [...WITH_THE_TEAM, 'REFERRED', 'RESOLVED'];
/** No policy set them for a level. */
const WHATEVER_THE_LEVEL: readonly ClockKind[] = ['assignment', 'statutory', 'referral', 'review'];
const SHOWS_TO_KNOW: readonly string[] = [
  ...['CaseVerified', 'CaseTakenUp', 'CaseAssigned'],
  ...['FieldActionTaken', 'InputRequested', 'CaseReferred'],
];
const LAST_WORDS: readonly string[] = ['PROVEN', 'NOT_PROVEN'];
const DECIDES_START: readonly string[] = ['severity', 'category', 'subcategory', 'details'];
const DECIDES_TERMS: readonly string[] = ['category', 'subcategory', 'knownAt', 'occurredAt', 'area'];

/**
 * Where a case stands by the words of policy 1, reckoned the plain way: from the whole list of what happened, each time
 * from the beginning. It shares nothing with the decider but the calendar, and it is only for tests.
 */
export class LadderModel {
  status: CaseStatus = 'RECEIVED';
  level: EscalationLevel = 'E0';
  holder = '';
  acknowledged = false;
  proposed: EscalationLevel | null = null;
  clocks: readonly ModelClock[] = [];
  private report!: CaseReport;
  private recorded = { at: '', clockAhead: false };
  private assignment: { readonly lead: string; readonly dueAt: string } | null = null;
  private readonly referrals: Referral[] = [];
  private now = '';

  constructor(
    history: readonly Happening[],
    private readonly calendarAt: (area: string, at: string) => AreaCalendar,
  ) {
    for (const one of history) this.happened(one);
  }

  get isOnTheLadder(): boolean {
    return ON_THE_LADDER.includes(this.status);
  }

  /** True where the people concerned may do this to the escalation now. */
  allows(one: LadderDeed): boolean {
    if (!this.isOnTheLadder) return false;
    switch (one.did) {
      case 'raise':
        return one.to > this.level;
      case 'lower':
        return one.to < this.level && one.to >= this.deepest();
      case 'acknowledge':
        return !this.acknowledged;
      default:
        return this.proposed !== null;
    }
  }

  private happened(one: Happening): void {
    this.now = one.at;
    switch (one.did) {
      case 'work':
        this.work(one.event, one.holds);
        break;
      case 'raise':
      case 'lower':
        this.comesTo(one.to);
        break;
      case 'acknowledge':
        this.isAcknowledged();
        break;
      case 'confirm':
        this.comesTo(this.proposed ?? this.level);
        break;
      case 'refuse':
        this.proposed = null;
        this.stop('proposal');
        this.start('progress');
        break;
      case 'timers':
        this.timersCome(one.dueBy);
        break;
      case 'reset':
        this.tighten();
        this.tightenTerms();
        this.beginTerms();
        break;
    }
  }

  /** Whoever holds the case and acts on it knows of it. */
  private work(event: CaseEvent, holds: boolean): void {
    const knows = holds && this.isOnTheLadder && SHOWS_TO_KNOW.includes(event.type);
    this.deed(event);
    if (knows) this.isAcknowledged();
  }

  private deed(event: CaseEvent): void {
    switch (event.type) {
      case 'CaseRecorded':
        this.begins(event.data);
        break;
      case 'CaseVerified':
        this.status = event.data.status;
        break;
      case 'CaseMonitored':
        this.ends('MONITORED');
        this.start('review');
        break;
      case 'CaseRejected':
        this.ends('REJECTED');
        break;
      case 'CaseFoundDuplicate':
        this.ends('DUPLICATE');
        break;
      case 'CaseResolved':
        this.ends('RESOLVED');
        break;
      case 'CaseClosed':
      case 'EarlyWarningLapsed':
        this.ends('CLOSED');
        break;
      case 'CaseTakenUp':
        this.isHandled();
        break;
      case 'AssignmentAccepted':
        if (event.data.status === 'IN_PROGRESS') this.isHandled();
        else this.hasProgress();
        break;
      case 'AssignmentRefused':
        this.assignmentRefused(event.data);
        break;
      case 'CaseAssigned':
        this.assigned(event.data);
        break;
      case 'FieldActionTaken':
      case 'InputGiven':
        this.hasProgress();
        break;
      case 'CaseReferred':
        this.referred(event.data);
        break;
      case 'ReferralProgressed':
        this.heardOf(event.data);
        break;
      case 'EarlyWarningPromoted':
        this.cameTrue(event.data);
        break;
      case 'CaseReturned':
      case 'CaseReopened':
        this.comesBack('IN_PROGRESS');
        break;
      case 'DuplicateUndone':
        this.comesBack(event.data.status);
        break;
      case 'SeverityChanged':
        this.corrected('severity', event.data.new);
        break;
      case 'CaseCorrected':
        this.recorded = { ...this.recorded, clockAhead: event.data.clockAhead };
        this.corrected(event.data.field, event.data.new);
        break;
      default:
    }
  }

  private begins({ report, clockAhead }: Data<'CaseRecorded'>): void {
    this.report = report;
    this.recorded = { at: this.now, clockAhead };
    this.comesTo(this.startLevel());
    if (report.nature === 'POTENTIAL') this.start('review');
    else this.add(this.terms());
  }

  private ends(status: CaseStatus): void {
    this.status = status;
    this.proposed = null;
    this.clocks = [];
  }

  private isAcknowledged(): void {
    this.acknowledged = true;
    this.stop('acknowledge');
  }

  private isHandled(): void {
    this.status = 'IN_PROGRESS';
    this.stop('acknowledge');
    this.stop('handle');
    this.hasProgress();
  }

  /** Where the level is asked for progress, the wait begins again. */
  private hasProgress(): void {
    if (!this.runs('progress')) return;
    this.stop('progress');
    this.start('progress');
  }

  private assigned({ lead, dueAt }: Data<'CaseAssigned'>): void {
    const wasHandled = this.status === 'IN_PROGRESS';
    this.status = 'ASSIGNED';
    this.assignment = { lead, dueAt };
    this.stop('assignment');
    this.startAssignment();
    this.hasProgress();
    if (wasHandled) this.startWhereItDoesNotRun('handle');
  }

  /** Where nobody else has the case in hand, somebody must take it up. */
  private assignmentRefused({ agency, status }: Data<'AssignmentRefused'>): void {
    this.status = status;
    if (agency !== this.assignment?.lead) return;
    this.assignment = null;
    this.stop('assignment');
    if (status === 'RECEIVED' || status === 'VERIFIED') this.startWhereItDoesNotRun('handle');
  }

  private referred(data: Data<'CaseReferred'>): void {
    this.status = 'REFERRED';
    this.proposed = null;
    this.referrals.push({ ...data, receivedAt: data.deliveredAt ?? this.now, open: true });
    this.clocks = this.clocks.filter(
      ({ kind }) => kind === 'assignment' || (kind === 'statutory' && !this.hasBawasluBeenTold()),
    );
    this.remind();
  }

  private heardOf({ n, state, stateAt, returned }: Data<'ReferralProgressed'>): void {
    const referral = this.referrals[n - 1] as Referral;
    if (LAST_WORDS.includes(state)) referral.open = false;
    if (returned) {
      this.stop('referral');
      this.comesBack('IN_PROGRESS');
      return;
    }
    if (this.status !== 'REFERRED') return;
    if (this.clocks.some(isByLaw) && state !== 'RECEIVED') return;
    this.stop('referral');
    this.add(this.reminder(referral, state === 'RECEIVED' ? stateAt : this.now));
  }

  private cameTrue({ clockAhead, ...times }: Data<'EarlyWarningPromoted'>): void {
    const { knownAt: _, ...report } = this.report;
    this.report = { ...report, ...times, nature: 'INCIDENT' };
    this.recorded = { ...this.recorded, clockAhead };
    this.ends('VERIFIED');
    this.acknowledged = false;
    this.wait();
    this.add(this.terms());
  }

  /** Who holds it has to hear of it again; what a person or the law set and what has not passed runs on. */
  private comesBack(status: CaseStatus): void {
    this.status = status;
    this.acknowledged = false;
    if (status === 'REFERRED') this.remind();
    else this.wait();
    if (this.assignment !== null && !this.runs('assignment')) this.startAssignment();
    if (this.report.nature === 'POTENTIAL') this.startWhereItDoesNotRun('review');
    else if (!this.runs('statutory')) this.add(this.termsLeft());
  }

  private corrected(field: keyof CaseReport, value: unknown): void {
    const before = this.startLevel();
    const { [field]: _, ...rest } = this.report;
    this.report = (value === null ? rest : { ...rest, [field]: value }) as CaseReport;
    const isOver = ['REJECTED', 'DUPLICATE', 'CLOSED'].includes(this.status);
    if (!isOver && DECIDES_TERMS.includes(field)) this.termsAnew();
    const office = this.officeAt(this.level);
    if (office.area !== this.holder) this.comesTo(this.level);
    else if (!isOver && DECIDES_START.includes(field)) this.turnsOut(before);
  }

  /** Graver: where such a case starts, if that is higher. What would run out sooner does; nothing runs longer. */
  private turnsOut(before: EscalationLevel): void {
    const after = this.startLevel();
    if (after > before && after > this.level) this.comesTo(after);
    else this.tighten();
  }

  /** The timers fire what is due, the oldest first. */
  private timersCome(dueBy: string): void {
    for (;;) {
      const [first] = [...this.clocks].sort((a, b) => (instantOf(a) < instantOf(b) ? -1 : 1));
      if (first === undefined || instantOf(first) > dueBy) return;
      this.fires(first);
    }
  }

  private fires(clock: ModelClock): void {
    const { alarmAt, ...rest } = clock;
    this.clocks = this.clocks.flatMap((one) => (one !== clock ? [one] : alarmAt === undefined ? [] : [rest]));
    if (clock.kind === 'statutory') {
      if (this.level < 'E2' && WITH_THE_TEAM.includes(this.status)) this.comesTo('E2');
      return;
    }
    const above = LEVELS[LEVELS.indexOf(this.level) + 1];
    const step = stepOf(clock.rule);
    if (above === undefined || step === 'show' || step === 'inform') return;
    if (step === 'raise') {
      this.comesTo(above);
    } else {
      this.proposed = above;
      this.start('proposal');
    }
  }

  /** Its office holds it from now on, has yet to acknowledge, and has its own whole times. */
  private comesTo(level: EscalationLevel): void {
    const office = this.officeAt(level);
    this.level = office.level;
    this.holder = office.area;
    this.acknowledged = false;
    this.proposed = null;
    this.clocks = this.clocks.filter(({ kind }) => WHATEVER_THE_LEVEL.includes(kind));
    this.wait();
  }

  /** What the level is waited for; an early warning is only looked at until it is verified. */
  private wait(): void {
    if (!WITH_THE_TEAM.includes(this.status)) return;
    this.start('acknowledge');
    const isUnread = this.report.nature === 'POTENTIAL' && this.status === 'RECEIVED';
    if (isUnread) return;
    if (this.status !== 'IN_PROGRESS') this.start('handle');
    this.start('progress');
  }

  private startLevel(): EscalationLevel {
    const { severity, subcategory, details } = this.report;
    const isBloody = ['ARSON', 'WEAPON', 'KPPS_DEATH'].includes(subcategory) || Number(details.dead ?? 0) > 0;
    const bySeverity = ['E0', 'E0', 'E1', 'E2'][severity - 1] as EscalationLevel;
    return this.officeAt(isBloody ? 'E2' : bySeverity).level;
  }

  private officeAt(asked: EscalationLevel): { readonly level: EscalationLevel; readonly area: string } {
    const deepest = this.deepest();
    const level = asked > deepest ? asked : deepest;
    const parts = this.report.area.split('.');
    return { level, area: parts.slice(0, 4 - LEVELS.indexOf(level)).join('.') };
  }

  /** No office below the area, none that is accused, and none below that. */
  private deepest(): EscalationLevel {
    const { area, accusedOffice } = this.report;
    const isAccused = accusedOffice !== undefined && `${area}.`.startsWith(`${accusedOffice.area}.`);
    const depth = isAccused ? accusedOffice.area.split('.').length - 1 : area.split('.').length;
    return LEVELS[4 - depth] ?? 'E4';
  }

  private tighten(): void {
    const { severity } = this.report;
    this.clocks = this.clocks.map((clock) => tightened(clock, severity, this.calendar(), this.now));
  }

  private tightenTerms(): void {
    const [anew] = this.terms();
    this.clocks = this.clocks.map((clock) =>
      anew !== undefined && clock.rule === anew.rule && anew.dueAt < clock.dueAt && clock.dueAt > this.now
        ? { ...anew, dueAt: later(anew.dueAt, this.now) }
        : clock,
    );
  }

  /** An election that was not known of brings its terms. */
  private beginTerms(): void {
    if (this.report.nature !== 'INCIDENT' || !WITH_THE_TEAM.includes(this.status)) return;
    this.add(this.termsLeft().filter(({ rule }) => !this.clocks.some((clock) => clock.rule === rule)));
  }

  /** The term is that of what the case says now; the same day is the same term. */
  private termsAnew(): void {
    if (this.report.nature !== 'INCIDENT' || !WITH_THE_TEAM.includes(this.status)) return;
    const running = this.clocks.find(({ kind }) => kind === 'statutory');
    const [anew] = this.termsLeft();
    if (anew !== undefined && running?.dueAt === anew.dueAt) return;
    this.stop('statutory');
    if (anew !== undefined) this.add([anew]);
  }

  private terms(): ModelClock[] {
    return termsOf(this.report, this.recorded, this.calendar());
  }

  /** Terms that have not passed, and that nobody has kept. Where their last quarter has begun, that is said at once. */
  private termsLeft(): ModelClock[] {
    return this.terms()
      .filter(
        ({ rule, dueAt }) => dueAt > this.now && !(rule === REPORTING_TERM && this.hasBawasluBeenTold()),
      )
      .map((term) => ({ ...term, alarmAt: later(term.alarmAt ?? '', this.now) }));
  }

  private hasBawasluBeenTold(): boolean {
    return this.referrals.some(({ body, as }) => body === 'BAWASLU' && as === 'TRANSFER');
  }

  private remind(): void {
    const referral = this.referrals.findLast(({ open }) => open);
    if (referral !== undefined) this.add(this.reminder(referral, referral.receivedAt));
  }

  private reminder(referral: Referral, since: string): ModelClock[] {
    return reminderOf(referral, since, this.report, this.calendar(), this.now);
  }

  private startAssignment(): void {
    const { dueAt } = this.assignment as { dueAt: string };
    this.add([{ kind: 'assignment', rule: 'assignment', startedAt: this.now, dueAt }]);
  }

  private start(kind: ClockKind): void {
    this.add(policyClock(kind, this.level, this.now, this.report.severity, this.calendar()));
  }

  private startWhereItDoesNotRun(kind: ClockKind): void {
    if (!this.runs(kind)) this.start(kind);
  }

  private stop(kind: ClockKind): void {
    this.clocks = this.clocks.filter((clock) => clock.kind !== kind);
  }

  private runs(kind: ClockKind): boolean {
    return this.clocks.some((clock) => clock.kind === kind);
  }

  private add(more: readonly ModelClock[]): void {
    this.clocks = [...this.clocks, ...more];
  }

  private calendar(): AreaCalendar {
    return this.calendarAt(this.report.area, this.now);
  }
}

/** When a rule acts on it next. */
function instantOf({ alarmAt, dueAt }: ModelClock): string {
  return alarmAt ?? dueAt;
}

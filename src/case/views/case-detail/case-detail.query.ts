import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Area } from '../../../area/area.js';
import { AreaRegister } from '../../../area/area.register.js';
import { StageCalendar } from '../../../election/stage-calendar.js';
import { DutyRosters } from '../../../escalation/rosters/duty-rosters.js';
import { factOf } from '../../../event-store/decision.js';
import type { Position } from '../../../event-store/recorded-event.js';
import { PeopleDirectory } from '../../../identity/views/people-directory.js';
import { Clock } from '../../../kernel/clock.js';
import type { Principal } from '../../../kernel/grant.js';
import { TaxonomyRegister } from '../../../taxonomy/taxonomy.register.js';
import { CASE_FOLD } from '../../case-stream.js';
import type { CaseReport } from '../../domain/case.events.js';
import { allowedActions } from '../../domain/case.policies.js';
import { agenciesToAnswer, type KnownCase, OFF_THE_LADDER } from '../../domain/case.state.js';
import { missing } from '../../domain/missing.js';
import { caseNumber } from '../../domain/number.js';
import { rowsAt, seenToday } from '../case-list/rows-at.js';
import { SqlParameters, visibleCases } from '../case-list/visible-cases.js';
import { ActorNames, type ActorView } from './actor-names.js';
import { type CaseDocument, evolveDocument } from './case-document.js';
import { CaseReader } from './case-reader.js';

/** One case with all that was done to it, now or as of a position. */
export class GetCase {
  constructor(
    readonly principal: Principal,
    readonly id: string,
    /** Null for now. The rights are always today's; the past is read-only. */
    readonly asOf: { readonly position: Position; readonly instant: Date | null } | null,
  ) {}
}

type Details = Omit<CaseReport, 'area'> & Omit<CaseDocument, 'report' | 'serial' | 'ladder' | 'recordedBy'>;

/** A case as its page shows it. */
export interface CaseDetail extends Details {
  readonly id: string;
  readonly number: string;
  readonly area: Area | { readonly code: string };
  readonly level: string | null;
  readonly dueAt: string | null;
  readonly recordedBy: ActorView;
  readonly duplicates: readonly string[];
  readonly revision: number;
  /** What should still be asked. */
  readonly missing: readonly string[];
  /** Path tails of what the reader may do next; empty for the past. */
  readonly actions: readonly string[];
  /** The instant or position that was asked for, null for now. */
  readonly asOf: string | null;
}

const UNDER_WAY = ['ASSIGNED', 'IN_PROGRESS', 'REFERRED'];

@Injectable()
@QueryHandler(GetCase)
export class GetCaseQuery implements IQueryHandler<GetCase, CaseDetail> {
  constructor(
    private readonly reader: CaseReader,
    private readonly dataSource: DataSource,
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
    private readonly people: PeopleDirectory,
    private readonly calendar: StageCalendar,
    private readonly names: ActorNames,
    private readonly clock: Clock,
    private readonly rosters: DutyRosters,
  ) {}

  async execute({ principal, id, asOf }: GetCase): Promise<CaseDetail> {
    const { events, now } = await this.reader.read(principal, id, asOf?.position ?? null);
    const document = documentOf(events.map((event) => factOf(CASE_FOLD, event)));
    const { report, serial, ladder, recordedBy, ...rest } = await this.names.inside(document);
    const { area, ...fields } = report;
    return {
      id,
      number: caseNumber(rest.recordedAt, serial),
      ...fields,
      ...rest,
      area: this.areas.find(area) ?? { code: area },
      level: rest.archived || OFF_THE_LADDER.includes(rest.status) ? null : (ladder?.level ?? null),
      dueAt: dueAt(document),
      recordedBy: recordedBy as ActorView,
      duplicates: await this.duplicatesOf(id, principal, asOf?.position ?? null),
      revision: events.length - 1,
      missing: missing(report, this.taxonomy.recommended(report.category, report.subcategory)),
      actions: asOf === null ? await this.actions(principal, now) : [],
      asOf: asOf === null ? null : (asOf.instant?.toISOString() ?? asOf.position),
    };
  }

  /** Cases that were found to tell the same; the other direction of `duplicateOf`, so it comes from the view. */
  private async duplicatesOf(id: string, principal: Principal, at: Position | null): Promise<string[]> {
    const parameters = new SqlParameters();
    const seen = seenToday(visibleCases(parameters, principal), at);
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from ${rowsAt(parameters, at)} c
       where duplicate_of = ${parameters.add(id)} and ${seen} order by serial`,
      parameters.values,
    );
    return rows.map((row) => row.id);
  }

  private async actions(principal: Principal, now: KnownCase): Promise<readonly string[]> {
    const at = this.clock.now();
    const holder = now.ladder?.holder.area;
    const facts = {
      onDuty: holder !== undefined && (await this.rosters.onDuty(principal.id, holder, at)),
      votingOrCounting: await this.calendar.inVotingOrCounting(now.report.area, at),
      withoutOfficer: await this.people.withoutOfficers(agenciesToAnswer(now), now.report.area),
    };
    return allowedActions(principal, now, at.toISOString(), facts);
  }
}

function documentOf(facts: readonly Parameters<typeof evolveDocument>[1][]): CaseDocument {
  let document: CaseDocument | null = null;
  for (const fact of facts) document = evolveDocument(document, fact);
  if (document === null) throw new Error('A case without events was read.');
  return document;
}

/** The nearest open deadline of any kind. An assignment that is overdue is still waited for. */
function dueAt({ status, assignment, ladder }: CaseDocument): string | null {
  const instants = (ladder?.clocks ?? []).map(({ calendar }) => calendar.dueAt);
  if (assignment !== null && UNDER_WAY.includes(status)) instants.push(assignment.dueAt);
  return instants.sort()[0] ?? null;
}

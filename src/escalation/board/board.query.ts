import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { LanguageCode } from '../../http/language.js';
import type { AsOfPoint } from '../../http/request.js';
import type { Principal } from '../../kernel/grant.js';
import { EscalationPolicies } from '../policies/escalation-policies.js';
import type { EscalationPolicy } from '../policy/escalation-policy.js';
import { aboveUsualOf, readDays } from './above-usual.js';
import { readAreaNumbers } from './area-numbers.js';
import type { Board, BoardCluster, BoardDecision, BoardRow } from './board.js';
import type { BoardPoint } from './board-at.js';
import { type BoardCell, type BoardReader, cellsOf, readerOf } from './board-cells.js';
import { type OpenDecision, readDecisions } from './board-decisions.js';
import { BoardNames } from './board-names.js';
import { BoardPoints } from './board-points.js';
import { changeOf, clusterOf, laterOf, levelsOf, rowOf, sumOf } from './board-row.js';
import { BoardSigns } from './board-signs.js';
import { type BoardCounters, NO_COUNTERS } from './board-totals.js';
import { decisionText } from './board-words.js';
import { type Grouping, type GroupNumbers, readGroups } from './group-numbers.js';
import { readNearDeadlines } from './near-deadlines.js';

/** The board of an area. */
export class GetBoard {
  constructor(
    readonly principal: Principal,
    readonly area: string,
    readonly by: 'area' | Grouping,
    /** Null for now. */
    readonly asOf: AsOfPoint | null,
    /** What the numbers are compared with, if anything. */
    readonly compareTo: AsOfPoint | null,
    readonly language: LanguageCode,
  ) {}
}

/** Where and for whom a board is made. */
interface Asked {
  readonly reader: BoardReader;
  readonly cells: readonly BoardCell[];
  readonly point: BoardPoint;
  readonly before: BoardPoint | null;
  readonly policy: EscalationPolicy;
  readonly language: LanguageCode;
}

/** The rows with the numbers of which they are the parts. */
interface Rows {
  readonly rows: readonly BoardRow[];
  readonly now: BoardCounters;
  readonly before: BoardCounters | null;
  readonly isPartial: boolean;
  readonly clusters: readonly BoardCluster[];
}

/** Answers `GetBoard` from running totals, at whatever instant. */
@Injectable()
@QueryHandler(GetBoard)
export class GetBoardQuery implements IQueryHandler<GetBoard, Board> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly names: BoardNames,
    private readonly policies: EscalationPolicies,
    private readonly points: BoardPoints,
    private readonly signs: BoardSigns,
  ) {}

  async execute({ principal, area, by, asOf, compareTo, language }: GetBoard): Promise<Board> {
    const reader = readerOf(principal, area);
    const [point, before] = await Promise.all([
      this.points.of(asOf),
      compareTo === null ? null : this.points.of(compareTo),
    ]);
    const policy = await this.policies.activeAt(point.position);
    const cells = cellsOf(reader, this.names.childrenOf(area));
    const asked = { reader, cells, point, before, policy, language };
    const [rows, decisions, stale] = await Promise.all([
      by === 'area' ? this.byArea(asked) : this.byGroup(by, asked),
      this.decisions(asked),
      this.points.isStale(point),
    ]);
    return {
      area: this.names.area(area),
      asOf: textOf(asOf),
      at: point.at.toISOString(),
      position: point.position,
      compareTo: textOf(compareTo),
      stale,
      policyVersion: policy.version,
      ...(rows.isPartial && { partial: true as const }),
      rows: rows.rows,
      totals: {
        open: rows.now.open,
        levels: levelsOf(rows.now),
        ...(rows.before !== null && { change: changeOf(rows.now, rows.before) }),
      },
      clusters: rows.clusters,
      decisions,
    };
  }

  private async byArea(asked: Asked): Promise<Rows> {
    const { reader, cells, point, before, policy, language } = asked;
    const days = readDays(this.dataSource, cells, point, policy);
    // It is awaited below; failing before that is no fault that nobody caught.
    days.catch(() => undefined);
    const [numbers, past, signs] = await Promise.all([
      readAreaNumbers(this.dataSource, reader, cells, point),
      before === null ? null : readAreaNumbers(this.dataSource, reader, cells, before),
      this.signs.of(reader, cells, point),
    ]);
    const { leftOut } = numbers;
    const deadlines = await readNearDeadlines(
      this.dataSource,
      cells,
      point,
      leftOut.map(({ id }) => id),
    );
    const aboveUsual = aboveUsualOf(await days, cells, point, leftOut, policy);
    const rows = cells.map((cell, index) => {
      const { counters = NO_COUNTERS, heardAt = null } = numbers.cells[index] ?? {};
      const { clusters = [], nihilAt = null } = signs[index] ?? {};
      const lastHeardAt = laterOf(heardAt, nihilAt);
      const facts = {
        counters,
        maySilence: !cell.here,
        lastHeardAt,
        nextDeadline: deadlines[index] ?? null,
        aboveUsual: aboveUsual[index] ?? [],
        clusters: cell.here ? [] : clusters,
        before: past?.cells[index]?.counters ?? null,
      };
      return { ...this.names.cell(cell), ...rowOf(facts, point.at, language) };
    });
    const here = cells.findIndex((cell) => cell.here);
    return {
      rows: rows.filter(
        ({ open, change }, index) => isAlwaysShown(cells[index]) || open > 0 || (change?.open ?? 0) !== 0,
      ),
      now: sumOf(numbers.cells.map(({ counters }) => counters)),
      before: past && sumOf(past.cells.map(({ counters }) => counters)),
      isPartial: numbers.isPartial,
      clusters: (signs[here]?.clusters ?? []).map(clusterOf),
    };
  }

  private async byGroup(by: Grouping, { reader, cells, point, before, language }: Asked): Promise<Rows> {
    const [groups, past, { isPartial }] = await Promise.all([
      readGroups(this.dataSource, by, reader, point),
      before === null ? null : readGroups(this.dataSource, by, reader, before),
      readAreaNumbers(this.dataSource, reader, cells, point),
    ]);
    const gone = (past ?? []).filter(({ code }) => !groups.some((group) => group.code === code));
    const rows = [...groups, ...gone.map(emptied)].map((group) => {
      const facts = {
        ...group,
        maySilence: false,
        lastHeardAt: group.heardAt,
        aboveUsual: [],
        clusters: [],
        before: past && (past.find(({ code }) => code === group.code)?.counters ?? NO_COUNTERS),
      };
      const name = this.names.group(by, group.code, reader.asked, language);
      return { ...name, ...rowOf(facts, point.at, language) };
    });
    return {
      rows,
      now: sumOf(groups.map(({ counters }) => counters)),
      before: past && sumOf(past.map(({ counters }) => counters)),
      isPartial,
      clusters: [],
    };
  }

  private async decisions({ reader, point, language }: Asked): Promise<BoardDecision[]> {
    const [cases, directions] = await Promise.all([
      readDecisions(this.dataSource, reader, point),
      this.signs.overdueDirections(reader, point),
    ]);
    return [...directions, ...cases].map((decision) => this.told(decision, language));
  }

  private told(decision: OpenDecision, language: LanguageCode): BoardDecision {
    const { kind, caseId, since, area } = decision;
    const refused = decision.kind === 'overdue_direction' ? null : decision.refused;
    const agency = refused === null ? '' : this.names.agency(refused.agency, area, language).name;
    const names = { area: this.names.area(area).name, agency };
    return {
      kind,
      caseId,
      ...(decision.kind === 'overdue_direction' && { directionId: decision.directionId }),
      text: decisionText(decision, names, language),
      since,
    };
  }
}

/** Every area below that the person sees; others only where there is something: what is known no nearer, or has moved. */
function isAlwaysShown(cell: BoardCell | undefined): boolean {
  return cell !== undefined && !cell.here && cell.shares.length > 0;
}

function emptied({ code }: GroupNumbers): GroupNumbers {
  return { code, counters: NO_COUNTERS, heardAt: null, nextDeadline: null };
}

function textOf(point: AsOfPoint | null): string | null {
  return point === null ? null : (point.instant?.toISOString() ?? point.position);
}

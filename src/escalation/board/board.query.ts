import { Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { AreaRegister } from '../../area/area.register.js';
import type { LanguageCode } from '../../http/language.js';
import type { AsOfPoint } from '../../http/request.js';
import type { Principal } from '../../kernel/grant.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import { EscalationPolicies } from '../policies/escalation-policies.js';
import { readAboveUsual } from './above-usual.js';
import { readAreaNumbers } from './area-numbers.js';
import type { Board, BoardDecision, BoardRow } from './board.js';
import type { BoardPoint } from './board-at.js';
import { type BoardCell, type BoardReader, cellsOf, readerOf } from './board-cells.js';
import { type OpenDecision, readDecisions } from './board-decisions.js';
import { BoardPoints } from './board-points.js';
import { changeOf, levelsOf, rowOf, sumOf } from './board-row.js';
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

/** The rows with the numbers of which they are the parts. */
interface Rows {
  readonly rows: readonly BoardRow[];
  readonly now: BoardCounters;
  readonly before: BoardCounters | null;
  readonly isPartial: boolean;
}

/** Answers `GetBoard` from running totals, at whatever instant. */
@Injectable()
@QueryHandler(GetBoard)
export class GetBoardQuery implements IQueryHandler<GetBoard, Board> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly areas: AreaRegister,
    private readonly taxonomy: TaxonomyRegister,
    private readonly policies: EscalationPolicies,
    private readonly points: BoardPoints,
  ) {}

  async execute(query: GetBoard): Promise<Board> {
    const reader = readerOf(query.principal, query.area);
    const point = await this.points.of(query.asOf);
    const before = query.compareTo === null ? null : await this.points.of(query.compareTo);
    const [rows, decisions, policy, stale] = await Promise.all([
      query.by === 'area'
        ? this.byArea(query, reader, point, before)
        : this.byGroup(query, query.by, reader, point, before),
      readDecisions(this.dataSource, reader, point),
      this.policies.activeAt(point.position),
      this.points.isStale(point),
    ]);
    return {
      area: this.areaNamed(query.area),
      asOf: textOf(query.asOf),
      at: point.at.toISOString(),
      position: point.position,
      compareTo: textOf(query.compareTo),
      stale,
      policyVersion: policy.version,
      ...(rows.isPartial && { partial: true as const }),
      rows: rows.rows,
      totals: {
        open: rows.now.open,
        levels: levelsOf(rows.now),
        ...(rows.before !== null && { change: changeOf(rows.now, rows.before) }),
      },
      decisions: decisions.map((decision) => this.told(decision, query.language)),
    };
  }

  private async byArea(
    { area, language }: GetBoard,
    reader: BoardReader,
    point: BoardPoint,
    before: BoardPoint | null,
  ): Promise<Rows> {
    const cells = cellsOf(
      reader,
      this.areas.childrenOf(area).map(({ code }) => code),
    );
    const [numbers, past, policy] = await Promise.all([
      readAreaNumbers(this.dataSource, reader, cells, point),
      before === null ? null : readAreaNumbers(this.dataSource, reader, cells, before),
      this.policies.activeAt(point.position),
    ]);
    const { leftOut } = numbers;
    const [deadlines, aboveUsual] = await Promise.all([
      readNearDeadlines(
        this.dataSource,
        cells,
        point,
        leftOut.map(({ id }) => id),
      ),
      readAboveUsual(this.dataSource, cells, point, leftOut, policy),
    ]);
    const rows = cells.map((cell, index) => {
      const { counters = NO_COUNTERS, heardAt = null } = numbers.cells[index] ?? {};
      const facts = {
        counters,
        heard: cell.here ? null : { lastAt: heardAt, nihilAt: null },
        lastHeardAt: heardAt,
        nextDeadline: deadlines[index] ?? null,
        aboveUsual: aboveUsual[index] ?? [],
        clusters: [],
        before: past?.cells[index]?.counters ?? null,
      };
      return { ...this.cellNamed(cell), ...rowOf(facts, point.at, language) };
    });
    return {
      rows: rows.filter(
        ({ open, change }, index) => isAlwaysShown(cells[index]) || open > 0 || (change?.open ?? 0) !== 0,
      ),
      now: sumOf(numbers.cells.map(({ counters }) => counters)),
      before: past && sumOf(past.cells.map(({ counters }) => counters)),
      isPartial: numbers.isPartial,
    };
  }

  private async byGroup(
    { language, area }: GetBoard,
    by: Grouping,
    reader: BoardReader,
    point: BoardPoint,
    before: BoardPoint | null,
  ): Promise<Rows> {
    const cells = cellsOf(
      reader,
      this.areas.childrenOf(area).map(({ code }) => code),
    );
    const [groups, past, { isPartial }] = await Promise.all([
      readGroups(this.dataSource, by, reader, point),
      before === null ? null : readGroups(this.dataSource, by, reader, before),
      readAreaNumbers(this.dataSource, reader, cells, point),
    ]);
    const gone = (past ?? []).filter(({ code }) => !groups.some((group) => group.code === code));
    const all = [...groups, ...gone.map(({ code }) => emptyGroup(code))];
    const rows = all.map((group) => {
      const facts = {
        ...group,
        heard: null,
        lastHeardAt: group.heardAt,
        aboveUsual: [],
        clusters: [],
        before: past && (past.find(({ code }) => code === group.code)?.counters ?? NO_COUNTERS),
      };
      return { ...this.groupNamed(by, group.code, area, language), ...rowOf(facts, point.at, language) };
    });
    return {
      rows,
      now: sumOf(groups.map(({ counters }) => counters)),
      before: past && sumOf(past.map(({ counters }) => counters)),
      isPartial,
    };
  }

  private cellNamed({ area, here, within }: BoardCell): Pick<BoardRow, 'area' | 'here' | 'within'> {
    return {
      area: this.areaNamed(area),
      ...(here && { here: true as const }),
      ...(within !== null && { within }),
    };
  }

  private groupNamed(
    by: Grouping,
    code: string | null,
    area: string,
    language: LanguageCode,
  ): Pick<BoardRow, 'agency' | 'category'> {
    if (by === 'agency') {
      return {
        agency: code === null ? null : { code, name: this.taxonomy.agencyName(code, area, language) },
      };
    }
    const name = this.taxonomy.category(code ?? '')?.name[language];
    return { category: { code: code ?? '', name: name ?? code ?? '' } };
  }

  private told(decision: OpenDecision, language: LanguageCode): BoardDecision {
    const { kind, caseId, since, area, refused } = decision;
    const agency = refused === null ? '' : this.taxonomy.agencyName(refused.agency, area, language);
    const names = { area: this.areaNamed(area).name, agency };
    return { kind, caseId, text: decisionText(decision, names, language), since };
  }

  private areaNamed(code: string): { code: string; name: string } {
    return { code, name: code === '' ? 'Indonesia' : (this.areas.find(code)?.name ?? code) };
  }
}

/** Every area below that the person sees; others only where there is something: what is known no nearer, or has moved. */
function isAlwaysShown(cell: BoardCell | undefined): boolean {
  return cell !== undefined && !cell.here && cell.shares.length > 0;
}

function emptyGroup(code: string | null): GroupNumbers {
  return { code, counters: NO_COUNTERS, heardAt: null, nextDeadline: null };
}

function textOf(point: AsOfPoint | null): string | null {
  return point === null ? null : (point.instant?.toISOString() ?? point.position);
}

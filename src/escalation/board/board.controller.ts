import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import { pageEndOf } from '../../case/http/case-list.dto.js';
import { type CaseSummary, summaryOf } from '../../case/http/case-summary.js';
import { For, Me } from '../../http/access.js';
import { WaitsFor } from '../../http/after.interceptor.js';
import { Answer } from '../../http/answer.js';
import { AsOf, AsOfResolver } from '../../http/as-of.js';
import { Cursors, type Page } from '../../http/cursor.js';
import { Example } from '../../http/example.js';
import { Language, type LanguageCode } from '../../http/language.js';
import type { AsOfPoint, SignedInPrincipal } from '../../http/request.js';
import { KnownCodes } from '../../taxonomy/known-codes.js';
import { BoardQueryDto, EscalationsDto } from './board.dto.js';
import type { Board } from './board.js';
import { GetBoard } from './board.query.js';
import { BOARD_EXAMPLE, ESCALATIONS_EXAMPLE } from './board-examples.js';
import { type EscalationPage, type EscalationRow, ListEscalations } from './escalations.query.js';

/** A case behind the board: its summary, and who has to act by when. */
type EscalationItem = CaseSummary & {
  readonly escalation: {
    readonly holder: string | null;
    readonly acknowledged: boolean;
    readonly handled: boolean;
    readonly overdue: boolean;
    readonly informed: readonly string[];
    readonly proposedTo: string | null;
    readonly nextDeadline: { readonly kind: string; readonly at: string } | null;
  };
};

type EscalationList = Page<EscalationItem> & { readonly partial?: true; readonly asOf?: string };

/** Who must act now, by area, agency or category, live and as it was. */
@ApiTags('Escalation')
@Controller('v1/escalations')
export class BoardController {
  constructor(
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly areas: KnownAreas,
    private readonly taxonomy: KnownCodes,
    private readonly asOf: AsOfResolver,
  ) {}

  @Get('board')
  @Example(BOARD_EXAMPLE)
  @For('OPERATOR', 'VERIFIER', 'DESK', 'HEAD', 'SECRETARIAT', 'AUDITOR')
  @WaitsFor('case_board')
  async board(
    @Me() me: SignedInPrincipal,
    @Query() { area = '', by = 'area', compareTo }: BoardQueryDto,
    @AsOf() asOf: AsOfPoint | null,
    @Language() language: LanguageCode,
  ): Promise<Board> {
    this.areas.require([area]);
    const before = compareTo === undefined ? null : await this.asOf.resolve(compareTo);
    return this.queries.execute<GetBoard, Board>(new GetBoard(me, area, by, asOf, before, language));
  }

  @Get()
  @Example(ESCALATIONS_EXAMPLE)
  @For('OPERATOR', 'VERIFIER', 'DESK', 'HEAD', 'SECRETARIAT', 'AUDITOR')
  @WaitsFor('case_board')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: EscalationsDto,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<EscalationList>> {
    this.areas.require(query.area);
    const { limit, cursor: _, after: __, asOf: ___, ...filter } = query;
    this.taxonomy.require(filter);
    const after = pageEndOf(this.cursors.read(request, query));
    const { rows, end, total, partial } = await this.queries.execute<ListEscalations, EscalationPage>(
      new ListEscalations(me, filter, limit, after, asOf?.position ?? null),
    );
    const last = end === null ? null : [end.value, end.id];
    const page = this.cursors.page(request, query, { items: rows.map(itemOf), last, total });
    const marks = { ...(partial && { partial }), ...(asOf && { asOf: textOf(asOf) }) };
    return new Answer({ ...page, body: { ...page.body, ...marks } });
  }
}

function itemOf(row: EscalationRow): EscalationItem {
  const { board } = row;
  const { deadline_kind: kind, deadline_at: at } = board;
  return {
    ...summaryOf(row),
    escalation: {
      holder: board.holder_area,
      acknowledged: board.acknowledged,
      handled: board.handled,
      overdue: board.overdue,
      informed: board.informed,
      proposedTo: board.proposed_to,
      nextDeadline: kind === null || at === null ? null : { kind, at: new Date(at).toISOString() },
    },
  };
}

function textOf({ instant, position }: AsOfPoint): string {
  return instant?.toISOString() ?? position;
}

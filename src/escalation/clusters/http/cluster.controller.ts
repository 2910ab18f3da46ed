import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AreaRegister } from '../../../area/area.register.js';
import { KnownAreas } from '../../../area/known-areas.js';
import type { CommandContext, IfMatch } from '../../../event-store/decision.js';
import { Decided, For, Me } from '../../../http/access.js';
import { WaitsFor } from '../../../http/after.interceptor.js';
import { Answer } from '../../../http/answer.js';
import { AsOf } from '../../../http/as-of.js';
import { Command } from '../../../http/command-context.js';
import { Cursors, type Page } from '../../../http/cursor.js';
import { Example } from '../../../http/example.js';
import { AsOfDto } from '../../../http/filters.js';
import { IfMatchHeader } from '../../../http/if-match.js';
import { Language, type LanguageCode } from '../../../http/language.js';
import type { AsOfPoint, SignedInPrincipal } from '../../../http/request.js';
import { Id } from '../../../http/validation.js';
import { ActOnCluster, type ClusterAction } from '../use-cases/cluster.commands.js';
import { GetCluster } from '../views/get-cluster.query.js';
import { ListClusters } from '../views/list-clusters.query.js';
import { SEES_CLUSTERS, type VisibleCluster } from '../views/visible-clusters.js';
import { ClusterAcknowledgementDto, ClusterClosureDto, ClusterListDto } from './cluster.dto.js';
import { type ClusterAnswer, clusterAnswer } from './cluster-answer.js';
import * as example from './cluster-examples.js';

const COUNTRY = 'Indonesia';

/** Where the cluster stands after something was done to it. */
interface ClusterAfter {
  readonly revision: number;
  readonly status: string;
  readonly level: string;
}

/** Cases that together are more than each for itself. */
@ApiTags('Escalation')
@Controller('v1/clusters')
export class ClusterController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly cursors: Cursors,
    private readonly known: KnownAreas,
    private readonly areas: AreaRegister,
  ) {}

  @Get()
  @Example(example.CLUSTERS)
  @For(...SEES_CLUSTERS)
  @WaitsFor('cluster')
  async list(
    @Req() request: FastifyRequest,
    @Me() me: SignedInPrincipal,
    @Query() query: ClusterListDto,
    @Language() language: LanguageCode,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<Page<ClusterAnswer>>> {
    const { area, open, limit } = query;
    this.known.require(area);
    const after = this.cursors.read(request, query)?.map(String) ?? null;
    const position = asOf?.position ?? null;
    const found = await this.queries.execute(new ListClusters(me, { area, open }, limit, after, position));
    const items = found.rows.map((row) => this.show(row, language));
    return this.cursors.page(request, query, { items, last: found.last, total: found.total });
  }

  @Get(':id')
  @Example(example.CLUSTER)
  @For(...SEES_CLUSTERS)
  @WaitsFor('cluster')
  async find(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Query() _: AsOfDto,
    @Language() language: LanguageCode,
    @AsOf() asOf: AsOfPoint | null,
  ): Promise<Answer<ClusterAnswer>> {
    const row = await this.queries.execute(new GetCluster(me, id, asOf?.position ?? null));
    return new Answer({ body: this.show(row, language), etag: row.revision });
  }

  @Post(':id/acknowledgement')
  @Example(example.ACKNOWLEDGEMENT)
  @HttpCode(200)
  @Decided('HEAD, duty officer and SECRETARIAT of the holding office; DESK of the area for one of these')
  acknowledge(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() body: ClusterAcknowledgementDto,
  ): Promise<Answer<ClusterAfter>> {
    return this.act(new ActOnCluster(context, me, id, ifMatch, { type: 'acknowledge', ...body }));
  }

  @Post(':id/closure')
  @Example(example.CLOSURE)
  @HttpCode(200)
  @Decided('HEAD, duty officer and SECRETARIAT of the holding office')
  close(
    @Id('id') id: string,
    @Me() me: SignedInPrincipal,
    @Command() context: CommandContext,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() body: ClusterClosureDto,
  ): Promise<Answer<ClusterAfter>> {
    const action: ClusterAction = { type: 'close', reason: body.reason };
    return this.act(new ActOnCluster(context, me, id, ifMatch, action));
  }

  private async act(command: ActOnCluster): Promise<Answer<ClusterAfter>> {
    const { position, ...body } = await this.commands.execute(command);
    return new Answer({ body, etag: body.revision, position });
  }

  private show(row: VisibleCluster, language: LanguageCode): ClusterAnswer {
    return clusterAnswer(row, (area) => this.nameOf(area), language);
  }

  private nameOf(code: string): { name: string; full: string } {
    const area = this.areas.find(code);
    if (area === null) return { name: COUNTRY, full: COUNTRY };
    return { name: area.name, full: [...area.path].reverse().slice(0, 2).join(', ') };
  }
}

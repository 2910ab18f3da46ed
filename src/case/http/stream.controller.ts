import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownAreas } from '../../area/known-areas.js';
import { For, Me } from '../../http/access.js';
import { text } from '../../http/checks.js';
import { Example } from '../../http/example.js';
import { FilterOnce, QueryDto } from '../../http/filters.js';
import type { SignedInPrincipal } from '../../http/request.js';
import { EventStreams } from '../../http/sse.js';
import { IdentityAuthenticator } from '../../identity/access/identity-authenticator.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LiveCases } from '../views/live-cases/live-cases.js';
import { LiveNeighbours } from '../views/live-cases/live-neighbours.js';
import { parseTopics } from '../views/live-cases/topics.js';
import { STREAM } from './case-examples.js';
import { SEEING } from './seeing.js';

class StreamDto extends QueryDto {
  /** `cases:<area>`, `board:<area>`, `case:<id>`, `mine`, separated by commas. */
  @FilterOnce(text(2_000))
  topics?: string;
}

/** What happens to cases, and on boards to clusters and directions, as it happens. */
@Controller('v1/stream')
export class StreamController {
  constructor(
    private readonly streams: EventStreams,
    private readonly live: LiveCases,
    private readonly neighbours: LiveNeighbours,
    private readonly identity: IdentityAuthenticator,
    private readonly areas: KnownAreas,
  ) {}

  @Get()
  @Example(STREAM)
  @For(...SEEING)
  async open(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Me() me: SignedInPrincipal,
    @Query() { topics = 'mine' }: StreamDto,
  ): Promise<void> {
    const wanted = parseTopics(topics);
    if (wanted === null)
      throw new DomainError('invalid_parameter', {}, [{ pointer: 'topics', code: 'unknown_topic' }]);
    this.areas.require(wanted.flatMap((topic) => ('area' in topic ? [topic.area] : [])));
    await this.streams.open(request, reply, {
      select: async (event) =>
        (await this.live.messageFor(event, me, wanted)) ?? this.neighbours.messageFor(event, me, wanted),
      stillAllowed: () => this.identity.stillSignedIn(request),
    });
  }
}

import { Readable } from 'node:stream';
import { Body, Controller, Get, Global, HttpCode, Module, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { CommandContext, IfMatch } from '../../src/event-store/decision.js';
import {
  type Checkpoint,
  EventFeed,
  type FeedBatch,
  type FeedOptions,
  InvalidPosition,
} from '../../src/event-store/event-feed.js';
import { InvalidAppend, StoreOverloaded, StoreUnavailable } from '../../src/event-store/event-store.js';
import type { Position, RecordedEvent } from '../../src/event-store/recorded-event.js';
import { Authenticator, Decided, For, Me, Public, SignedIn } from '../../src/http/access.js';
import { WaitsFor } from '../../src/http/after.interceptor.js';
import { Answer } from '../../src/http/answer.js';
import { AsOf } from '../../src/http/as-of.js';
import { instant, oneOf, text } from '../../src/http/checks.js';
import { Command, LeaveOut } from '../../src/http/command-context.js';
import { Cursors } from '../../src/http/cursor.js';
import {
  CoordinatesDto,
  checked,
  Is,
  IsAreaCode,
  IsDay,
  IsFlag,
  IsInstant,
  IsListOf,
  IsOneOf,
  IsText,
  IsUuid,
  IsWhole,
  Nested,
  NestedList,
  Optional,
} from '../../src/http/fields.js';
import { Filter, FilterBox, FilterFlag, FilterOnce, PageDto } from '../../src/http/filters.js';
import { HttpModule } from '../../src/http/http.module.js';
import { IfMatchHeader } from '../../src/http/if-match.js';
import { Accepts } from '../../src/http/json-body.js';
import type { AsOfPoint, SignedInPrincipal } from '../../src/http/request.js';
import { EventStreams } from '../../src/http/sse.js';
import { Id } from '../../src/http/validation.js';
import { Clock } from '../../src/kernel/clock.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { PositionWaiter } from '../../src/projection/wait-for-position.js';

/** A clock that the test sets; null is the machine's own time. */
export class TestClock extends Clock {
  static at: Date | null = null;

  now(): Date {
    return TestClock.at ?? new Date();
  }
}

export const LOG = 'aaaaaaaa';

export function positionOf(n: number): Position {
  return `${LOG}-${String(n).padStart(6, '0')}`;
}

/** A log in memory: positions count from 1. */
export class ModelFeed extends EventFeed {
  static events: RecordedEvent[] = [];
  static readonly wakers = new Set<() => void>();
  static subscriptions = 0;

  static add(type: string, data: object = {}): Position {
    const position = positionOf(ModelFeed.events.length + 1);
    ModelFeed.events.push({
      id: position,
      type,
      data,
      meta: { v: 1, commandId: '', requestHash: '', correlationId: '', actor: { id: 'a', role: 'R' } },
      stream: 'thing-1',
      revision: 0,
      position,
      recordedAt: new Date(),
    });
    for (const wake of ModelFeed.wakers) wake();
    return position;
  }

  async *subscribe(after: Checkpoint | null, { signal, limit = 3 }: FeedOptions): AsyncGenerator<FeedBatch> {
    ModelFeed.subscriptions++;
    let n = Number(after?.position.split('-')[1] ?? 0);
    while (!signal.aborted) {
      const events = ModelFeed.events.slice(n, n + limit);
      n += events.length;
      yield { events, caughtUp: events.length < limit };
      if (events.length < limit) await nextWake(signal);
    }
  }

  end(): Promise<Position> {
    return Promise.resolve(positionOf(ModelFeed.events.length));
  }

  positionAt(at: Date): Promise<Position> {
    return Promise.resolve(positionOf(ModelFeed.events.filter(({ recordedAt }) => recordedAt <= at).length));
  }

  parsePosition(text: string): Position {
    if (!/^aaaaaaaa-\d{6}$/.test(text)) throw new InvalidPosition();
    return text;
  }

  lag(): Promise<{ events: number; seconds: number }> {
    return Promise.resolve({ events: 0, seconds: 0 });
  }
}

function nextWake(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      ModelFeed.wakers.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, 100);
    ModelFeed.wakers.add(wake);
    signal.addEventListener('abort', wake);
  });
}

/** A waiter that remembers what it was asked and says what the test wants. */
export class TestWaiter extends PositionWaiter {
  static asked: unknown[] = [];
  static answer = true;
  static built = true;

  isBuilt(): Promise<boolean> {
    return Promise.resolve(TestWaiter.built);
  }

  reached(projection: string, position: Position, timeoutMs: number): Promise<boolean> {
    TestWaiter.asked.push([projection, position, timeoutMs]);
    return Promise.resolve(TestWaiter.answer);
  }
}

export const OFFICER_ID = '7b0f6a0e-6c0b-4a55-9d5c-2f7f0a6d9a01';

/** `Bearer <role>` is a person with that role over the whole country. */
export class TestAuthenticator extends Authenticator {
  authenticate(request: FastifyRequest): Promise<SignedInPrincipal | null> {
    const role = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (role === undefined) return Promise.resolve(null);
    if (role === 'AWAY') return Promise.reject(new StoreUnavailable('gone'));
    return Promise.resolve({ id: OFFICER_ID, name: 'Sari', grants: [{ role: role as 'HEAD', area: '' }] });
  }
}

class ItemDto {
  @IsOneOf(['SPANDUK', 'BALIHO'])
  type!: string;

  @IsWhole(1, 10_000)
  count!: number;
}

class ThingDto {
  @Optional()
  @IsUuid()
  id?: string;

  @IsText(20)
  name!: string;

  @Optional()
  @IsText(400_000, { blank: true })
  description?: string;

  @Optional()
  @IsAreaCode()
  area?: string;

  @Optional()
  @IsInstant()
  occurredAt?: string;

  @Optional()
  @IsDay()
  letterDate?: string;

  @Optional()
  @IsFlag()
  loud?: boolean;

  @Optional()
  @Nested(() => CoordinatesDto)
  coordinates?: CoordinatesDto;

  @Optional()
  @NestedList(() => ItemDto, 3)
  items?: ItemDto[];

  @Optional()
  @IsListOf(text(5), 3)
  tags?: string[];

  @Optional()
  @checked({ type: 'object' }, () => [])
  details?: object;

  @Optional()
  @Is(text(200))
  password?: string;
}

class NothingDto {}

class ThingQuery extends PageDto {
  @Filter(oneOf(['RED', 'BLUE']))
  colour?: string[];

  @FilterFlag()
  open?: boolean;

  @FilterOnce(instant)
  knownFrom?: string;

  @FilterOnce(text(100))
  q?: string;

  @FilterBox()
  bbox?: number[];

  @FilterOnce(oneOf(['-at', 'at']))
  sort: string = '-at';
}

/** What handlers saw, for tests that ask whether they ran. */
export const SEEN: unknown[] = [];
const NUMBERS = Array.from({ length: 7 }, (_, index) => index + 1);

@Controller('v1/things')
export class ThingController {
  constructor(
    private readonly cursors: Cursors,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @For('OPERATOR', 'SECRETARIAT')
  @LeaveOut('password')
  make(@Command() context: CommandContext, @Body() body: ThingDto, @Me() me: SignedInPrincipal) {
    SEEN.push(body);
    return new Answer({
      body: { ...context, ...body, password: undefined, person: me.id, isDto: body instanceof ThingDto },
      etag: 0,
      position: positionOf(1),
      location: '/v1/things/1',
    });
  }

  @Get()
  @SignedIn()
  list(@Req() request: FastifyRequest, @Query() query: ThingQuery) {
    const after = this.cursors.read(request, query)?.[0] ?? 0;
    const rest = NUMBERS.filter((n) => n > Number(after));
    const items = rest.slice(0, query.limit);
    const last = items.length < rest.length ? [items.at(-1) ?? null] : null;
    return this.cursors.page(request, query, { items, last, total: NUMBERS.length });
  }

  @Get('echo')
  @SignedIn()
  echo(@Query() query: ThingQuery) {
    return query;
  }

  @Get('past')
  @SignedIn()
  @WaitsFor('thing_list')
  past(@AsOf() asOf: AsOfPoint | null) {
    return { asOf };
  }

  @Get('away')
  @SignedIn()
  away(@Query('how') how: string) {
    const reasons: Record<string, Error> = {
      store: new StoreUnavailable('secret host'),
      full: new StoreOverloaded(),
      append: new InvalidAppend('too big'),
      socket: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
      query: Object.assign(new Error('query'), {
        driverError: Object.assign(new Error('x'), { code: '57P01' }),
      }),
      pool: new Error('Connection terminated unexpectedly'),
      bug: Object.assign(new Error('select secret from person at /srv/app.js'), {
        detail: 'Key (name)=(Budi)',
      }),
      code: new DomainError('nobody_entered_this', { what: 'hidden' }),
      four: new DomainError('stale_revision', { revision: 7, since: [{ type: 'A' }] }),
    };
    throw reasons[how] ?? new Error('?');
  }

  @Get('stream')
  @SignedIn()
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.streams.open(request, reply, {
      select: ({ type, data }) => (type === 'Hidden' ? null : { event: type, data: data as never }),
      stillAllowed: () => ThingController.allowed,
    });
  }

  static allowed = true;

  @Get('open')
  @Public()
  open() {
    return { ok: true };
  }

  @Post('upload')
  @HttpCode(200)
  @SignedIn()
  @Accepts('text/csv')
  async upload(@Body() body: Readable) {
    let bytes = 0;
    for await (const chunk of body) bytes += (chunk as Buffer).length;
    return { bytes };
  }

  @Get(':id')
  @SignedIn()
  one(@Id('id') id: string) {
    return { id };
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Decided('whoever sees the thing')
  act(
    @Command() { commandId }: CommandContext,
    @Id('id') id: string,
    @IfMatchHeader() ifMatch: IfMatch,
    @Body() _: NothingDto,
  ) {
    return { id, commandId, ifMatch: ifMatch ?? null };
  }
}

/** The service without its domain: what `HttpModule` needs, and a controller to ask. */
export function thingModule(dataSource: DataSource) {
  @Global()
  @Module({
    providers: [
      { provide: DataSource, useValue: dataSource },
      { provide: Clock, useClass: TestClock },
      { provide: EventFeed, useClass: ModelFeed },
      { provide: PositionWaiter, useClass: TestWaiter },
      { provide: Authenticator, useClass: TestAuthenticator },
    ],
    exports: [DataSource, Clock, EventFeed, PositionWaiter, Authenticator],
  })
  class Surroundings {}

  @Module({ imports: [Surroundings, HttpModule], controllers: [ThingController] })
  class ThingModule {}
  return ThingModule;
}

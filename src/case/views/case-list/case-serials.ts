import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventFeed } from '../../../event-store/event-feed.js';
import { EventStore } from '../../../event-store/event-store.js';
import type { RecordedEvent } from '../../../event-store/recorded-event.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { tableOf } from '../../../projection/projection.js';
import { Projections } from '../../../projection/projections.js';
import { PositionWaiter } from '../../../projection/wait-for-position.js';
import { caseList } from './case-list.projection.js';

/** How long a first case waits for the view to come up before it is told that the service is starting. */
const PATIENCE_MS = 10_000;

/** The counter of case serials beside the case list. */
@Injectable()
export class CaseSerials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
    private readonly projections: Projections,
  ) {}

  async open(given: number): Promise<void> {
    const end = await this.feed.end();
    const empty = (await this.feed.lag(null)).events === 0;
    if (!empty && !(await this.positions.reached(caseList.name, end, PATIENCE_MS)))
      throw new DomainError('starting');
    await this.dataSource.query(
      `insert into case_number (next) select greatest(max(serial), $1) + 1 from ${tableOf(caseList)}
       on conflict (only_one) do update set next = greatest(case_number.next, excluded.next)`,
      [Math.max(given, await this.highestParked())],
    );
  }

  async take(size: number): Promise<number | undefined> {
    const [rows] = await this.dataSource.query(
      'update case_number set next = next + $1 returning next - $1 as first',
      [size],
    );
    return rows[0]?.first;
  }

  /** The highest serial of the cases that the view could not read on: it may lack their recording, the log does not. */
  private async highestParked(): Promise<number> {
    let highest = 0;
    for (const { stream } of await this.projections.parked(caseList)) {
      const [recording] = await this.store.read(stream, { limit: 1 });
      highest = Math.max(highest, serialIn(recording));
    }
    return highest;
  }
}

/** As it is stored, since the view may be unable to bring the event to its newest shape. */
function serialIn(recording: RecordedEvent | undefined): number {
  const { serial } = (recording?.data ?? {}) as { readonly serial?: unknown };
  return typeof serial === 'number' && Number.isSafeInteger(serial) ? serial : 0;
}

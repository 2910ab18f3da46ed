import { DataSource } from 'typeorm';
import { EventFeed } from '../../../event-store/event-feed.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { tableOf } from '../../../projection/projection.js';
import { PositionWaiter } from '../../../projection/wait-for-position.js';
import { caseList } from './case-list.projection.js';

/** How long a first case waits for the view to come up before it is told that the service is starting. */
const PATIENCE_MS = 10_000;

/** The counter of case serials beside the case list. */
export class CaseSerials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: EventFeed,
    private readonly positions: PositionWaiter,
  ) {}

  async open(): Promise<void> {
    const end = await this.feed.end();
    const empty = (await this.feed.lag(null)).events === 0;
    if (!empty && !(await this.positions.reached(caseList.name, end, PATIENCE_MS)))
      throw new DomainError('starting');
    await this.dataSource.query(
      `insert into case_number (next) select coalesce(max(serial), 0) + 1 from ${tableOf(caseList)}
       on conflict (only_one) do update set next = greatest(case_number.next, excluded.next)`,
    );
  }

  async take(size: number): Promise<number | undefined> {
    const [rows] = await this.dataSource.query(
      'update case_number set next = next + $1 returning next - $1 as first',
      [size],
    );
    return rows[0]?.first;
  }
}

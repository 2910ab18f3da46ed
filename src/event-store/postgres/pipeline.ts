import type pg from 'pg';
import { isRefusedData } from './connection-error.js';

/** A connection of the pool while statements are under way on it. */
interface Line {
  readonly client: Promise<pg.PoolClient>;
  underWay: number;
  broken: boolean;
}

/**
 * One connection on which a statement does not wait for the answer to the one before: it lies ready when the server has
 * done with that, and each is still a transaction of its own. Two connections would do the same with more effort,
 * because of the lock that they hand to each other. The connection goes back to the pool when nothing is under way.
 */
export class Pipeline {
  private line: Line | undefined;

  constructor(private readonly pool: pg.Pool) {}

  async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    this.line ??= this.take();
    const line = this.line;
    line.underWay++;
    try {
      const client = await line.client;
      return await client.query<Row>(statement);
    } catch (error) {
      // A refused statement leaves its connection whole; after anything else it is not used again.
      if (!isRefusedData(error)) this.breakOff(line);
      throw error;
    } finally {
      if (--line.underWay === 0) await this.giveBack(line);
    }
  }

  private take(): Line {
    const client = this.pool.connect().then((taken) => {
      taken.on('error', leaveToItsStatements);
      pipelined(taken, true);
      return taken;
    });
    return { client, underWay: 0, broken: false };
  }

  private breakOff(line: Line): void {
    line.broken = true;
    if (this.line === line) this.line = undefined;
  }

  private async giveBack(line: Line): Promise<void> {
    if (this.line === line) this.line = undefined;
    const client = await line.client.catch(() => undefined);
    client?.off('error', leaveToItsStatements);
    if (client !== undefined) pipelined(client, false);
    client?.release(line.broken);
  }
}

/** The driver reads this at every statement, so that it can be set for as long as the connection is ours. */
function pipelined(client: pg.PoolClient, on: boolean): void {
  (client as { pipeline: boolean }).pipeline = on;
}

/** A connection that breaks fails the statements under way on it; that is where it is seen to. */
function leaveToItsStatements(): void {}

import pg from 'pg';

/**
 * A connection that ends itself once a statement on it was not answered within its `query_timeout`: the next statement
 * would only wait behind it. Pools drop it when it is given back.
 */
export class ImpatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    // A pool stops listening when it hands a connection out, and who took it listens a moment later: an error between
    // the two would end the process. It is not lost: the next statement on the connection fails.
    this.on('error', leaveToTheNextStatement);
  }

  override query(...given: readonly unknown[]): never {
    const answer: unknown = super.query(...(given as [string]));
    if (answer instanceof Promise) answer.catch((error: Error) => this.giveUp(error));
    return answer as never;
  }

  private giveUp({ message }: Error): void {
    // With a statement under way this closes the socket and waits for nothing.
    if (message === 'Query read timeout') void this.end();
  }
}

/** It finds the connection not queryable. */
function leaveToTheNextStatement(): void {}

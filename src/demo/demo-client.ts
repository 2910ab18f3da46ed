import { randomUUID } from 'node:crypto';

/** What the service answered. */
export interface DemoAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly etag: string | null;
  readonly position: string | null;
}

/** A person of the drill at the service, by HTTP like everybody else. */
export class DemoClient {
  constructor(
    private readonly address: string,
    private readonly token: string | null = null,
  ) {}

  /** Signs in. Throws where the service refuses. */
  async signIn(username: string, password: string): Promise<DemoClient> {
    const { body } = await this.send('POST', '/v1/sessions', { username, password, token: true });
    return new DemoClient(this.address, String(body.token));
  }

  /** Sends a command; throws with the service's own sentence where it is refused. */
  async send(
    method: string,
    path: string,
    body?: object | string,
    ifMatch?: string | null,
  ): Promise<DemoAnswer> {
    const isCsv = typeof body === 'string';
    const response = await fetch(this.address + path, {
      method,
      headers: {
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
        ...(body !== undefined && { 'content-type': isCsv ? 'text/csv' : 'application/json' }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
      body: body === undefined ? null : isCsv ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok)
      throw new Error(
        `${method} ${path}: ${response.status} ${String(answer.code)}. ${String(answer.detail)}`,
      );
    const { headers, status } = response;
    return { status, body: answer, etag: headers.get('etag'), position: headers.get('kondusif-position') };
  }
}

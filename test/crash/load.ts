import { randomUUID } from 'node:crypto';

/** A command that was sent, with all that was ever answered to it. */
export interface Sent {
  readonly path: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The case that the command is about. */
  readonly caseId: string;
  /** The first answer that said it was recorded; null while no answer came. */
  acknowledged: Record<string, unknown> | null;
}

const VILLAGES = ['33.74.10.1004', '33.74.10.1005', '33.74.01.1001', '33.16.09.1012', '33.25.11.1019'];
const PATIENCE_MS = 10_000;

/** People who log cases and add notes until the service is gone, and who ask again with the same key afterwards. */
export class Load {
  readonly sent: Sent[] = [];
  /** Answers to a repeated command that differ from the first one. */
  readonly contradictions: string[] = [];
  private stopping = false;

  constructor(private readonly random: () => number) {}

  /** Sends commands side by side until `stop`; a connection that breaks ends the sender. */
  async run(url: string, token: string, senders: number): Promise<void> {
    this.stopping = false;
    await Promise.all(Array.from({ length: senders }, () => this.sendOn(url, token)));
  }

  stop(): void {
    this.stopping = true;
  }

  /** Sends everything again that has no answer, and some of what has: the answers must be the first ones. */
  async askAgain(url: string, token: string): Promise<void> {
    const recorded = this.sent.filter(({ acknowledged }) => acknowledged !== null);
    const some = recorded.filter(() => this.random() < 30 / Math.max(30, recorded.length));
    for (const command of [...this.sent.filter(({ acknowledged }) => acknowledged === null), ...some]) {
      await this.send(url, token, command);
    }
  }

  private async sendOn(url: string, token: string): Promise<void> {
    while (!this.stopping) {
      const command = this.next();
      this.sent.push(command);
      try {
        await this.send(url, token, command);
      } catch {
        // The service is gone: whether the command was recorded is not known, and it is asked again later.
        return;
      }
    }
  }

  private next(): Sent {
    const known = this.sent.filter(({ path, acknowledged }) => path === '/v1/cases' && acknowledged !== null);
    const chosen = known[Math.floor(this.random() * known.length)];
    const base = { key: randomUUID(), acknowledged: null };
    if (chosen === undefined || this.random() < 0.5) {
      const caseId = randomUUID();
      const area = VILLAGES[Math.floor(this.random() * VILLAGES.length)];
      const report = { category: 'APK_PLACEMENT', subcategory: 'TREE_NAILED', origin: 'CITIZEN' };
      const body = { id: caseId, ...report, area, occurredAt: '2026-11-20T14:05:00+07:00' };
      return { ...base, path: '/v1/cases', caseId, body };
    }
    return {
      ...base,
      path: `/v1/cases/${chosen.caseId}/notes`,
      caseId: chosen.caseId,
      body: { text: base.key },
    };
  }

  private async send(url: string, token: string, command: Sent): Promise<void> {
    const response = await fetch(url + command.path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': command.key,
        'content-type': 'application/json',
      },
      body: JSON.stringify(command.body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.status === 503) return;
    if (response.status >= 300)
      throw new Error(`${command.path}: ${response.status} ${JSON.stringify(answer)}`);
    if (command.acknowledged === null) command.acknowledged = answer;
    else if (JSON.stringify(command.acknowledged) !== JSON.stringify(answer))
      this.contradictions.push(command.path);
  }
}

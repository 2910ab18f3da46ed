import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Channel, type Letter, NotTaken, type Words } from '../channel.js';
import { signatureOf } from './signature.js';
import { mayGoTo } from './target.js';
import { webhookBody } from './webhook-body.js';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  /** True for addresses in networks that the operator named. */
  readonly isNamed: (address: string) => boolean;
  /** Milliseconds that a try may take as a whole. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_RETRY_AFTER_S = 86_400;

/** Posts each letter, signed, to one address. Redirects are not followed. */
export class WebhookChannel implements Channel {
  readonly name = 'webhook';

  constructor(private readonly settings: WebhookSettings) {}

  async send(letter: Letter, words: Words): Promise<void> {
    const url = new URL(this.settings.url);
    const answer = await this.post(url, await this.addressOf(url), letter.id, webhookBody(letter, words));
    const status = answer.statusCode ?? 0;
    if (status < 200 || status > 299)
      throw new NotTaken(`HTTP_${status}`, { retryAfterMs: retryAfter(answer) });
  }

  /** The address is looked at once and then used, so that no name can answer differently the second time. */
  private async addressOf({ hostname, protocol }: URL): Promise<LookupAddress> {
    const host = hostname.replace(/^\[|\]$/g, '');
    const found =
      isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host, family: isIP(host) }];
    const allowed = found.find(({ address }) =>
      mayGoTo(address, protocol === 'https:', this.settings.isNamed),
    );
    if (allowed === undefined) throw new NotTaken('TARGET_NOT_ALLOWED');
    return allowed;
  }

  private post(url: URL, target: LookupAddress, id: string, body: string): Promise<IncomingMessage> {
    const { secret, timeoutMs = TIMEOUT_MS } = this.settings;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        method: 'POST',
        agent: false,
        signal,
        lookup: always(target),
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'Kondusif',
          'Webhook-Id': id,
          'Webhook-Timestamp': timestamp,
          'Webhook-Signature': signatureOf(secret, timestamp, body),
        },
      });
      outgoing.on('error', (error) => reject(signal.aborted ? new NotTaken('TIMEOUT') : error));
      outgoing.on('response', (answer) => {
        // Only the status counts; whatever else is said is not read.
        answer.on('error', ignore);
        answer.destroy();
        resolve(answer);
      });
      outgoing.end(body);
    });
  }
}

/** Connects to an address that was looked at, whatever the name says by then. */
function always({ address, family }: LookupAddress): LookupFunction {
  return (_, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function retryAfter({ headers }: IncomingMessage): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) * 1_000 : undefined;
}

/** The connection is given up on purpose. */
function ignore(): void {}

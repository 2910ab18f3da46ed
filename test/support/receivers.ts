import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { until } from './until.js';

/** A webhook as its receiver got it. */
export interface ReceivedHook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server that takes webhooks, or answers otherwise for as long as it is told to. */
export class HookReceiver {
  readonly hooks: ReceivedHook[] = [];
  /** What it answers; 204 takes the hook. */
  status = 204;
  headers: Readonly<Record<string, string>> = {};

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HookReceiver> {
    const server = createServer();
    const receiver = new HookReceiver(server);
    server.on('request', async (request, response) => {
      receiver.hooks.push({ headers: request.headers, body: await text(request) });
      response.writeHead(receiver.status, receiver.headers).end('what the other side says is not kept');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** Resolves when there are so many. */
  async have(count: number): Promise<readonly ReceivedHook[]> {
    await until(async () => this.hooks.length >= count);
    return this.hooks;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A letter as it lies in a mailbox. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** With headers. */
  readonly source: string;
}

/** A real SMTP server that takes mail, or refuses it as it is told to. */
export class MailReceiver {
  readonly mails: ReceivedMail[] = [];
  /** The SMTP code with which it refuses recipients; null takes everything. */
  refuses: number | null = null;
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: ({ address }, _, callback) => {
        const code = this.refuses;
        callback(code === null ? null : Object.assign(new Error(`not ${address}`), { responseCode: code }));
      },
      onData: async (stream, { envelope }, callback) => {
        const source = await text(stream);
        this.mails.push({ to: envelope.rcptTo.map(({ address }) => address), source });
        callback();
      },
    });
  }

  static async start(): Promise<MailReceiver> {
    const receiver = new MailReceiver();
    const listening = receiver.server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return receiver;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async have(count: number): Promise<readonly ReceivedMail[]> {
    await until(async () => this.mails.length >= count);
    return this.mails;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** The values of a header, unfolded. */
export function headerOf({ source }: ReceivedMail, name: string): string | undefined {
  const [head = ''] = source.split('\r\n\r\n');
  const line = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}

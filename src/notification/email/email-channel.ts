import { createTransport, type Transporter } from 'nodemailer';
import { type Channel, type Letter, NoAddress, NotTaken, type Words } from '../channel.js';
import type { SmtpServer } from './smtp-url.js';

/** Finds where a person is reached; null where there is no address. */
export type AddressBook = (person: string) => Promise<string | null>;

export interface EmailSettings {
  readonly server: SmtpServer;
  /** `Kondusif <kondusif@example.go.id>` */
  readonly from: string;
}

const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;

/** Sends each letter as plain text. The id of a message is the letter's, so a mailbox knows one that comes again. */
export class EmailChannel implements Channel {
  readonly name = 'email';
  private readonly transport: Transporter;

  constructor(
    private readonly settings: EmailSettings,
    private readonly addressOf: AddressBook,
  ) {
    this.transport = createTransport({
      ...settings.server,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      dnsTimeout: CONNECT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, person }: Letter, { subject, text }: Words): Promise<void> {
    const to = person === null ? null : await this.addressOf(person);
    if (to === null) throw new NoAddress();
    const { from } = this.settings;
    try {
      await this.transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: messageIdOf(id, from),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw notTaken(error);
    }
  }
}

/** `<letter's id>@<domain of the sender>`, constant over all tries. */
export function messageIdOf(id: string, from: string): string {
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'kondusif.invalid';
  return `<${id}@${domain}>`;
}

/** What a mail server says may hold the address, so only its code is kept. A recipient that it refuses stays refused. */
function notTaken(error: unknown): NotTaken {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const refused = typeof responseCode === 'number';
  const said = refused ? `SMTP_${responseCode}` : typeof code === 'string' ? code : 'SMTP_FAILED';
  return new NotTaken(said, { hopeless: refused && responseCode >= 550 && code === 'EENVELOPE' });
}

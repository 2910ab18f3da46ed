import type { News } from './news.js';

export const CHANNELS = ['webhook', 'email'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** One thing that is told to one person by one channel. */
export interface Letter {
  /** Constant over all tries: the receiver knows a letter that comes again by it. */
  readonly id: string;
  /** Null where nobody holds the office. */
  readonly person: string | null;
  readonly channel: ChannelName;
  readonly news: News;
  readonly decidedAt: Date;
}

/** A letter in words. */
export interface Words {
  readonly subject: string;
  /** The text for WhatsApp. */
  readonly text: string;
}

/** The other side did not take the letter. `code` is for operators and holds nothing that the other side said. */
export class NotTaken extends Error {
  constructor(
    readonly code: string,
    /** `hopeless`: no other try will change it; `retryAfterMs`: what the other side asked for. */
    readonly hint: { readonly hopeless?: boolean; readonly retryAfterMs?: number } = {},
  ) {
    super(code);
    this.name = 'NotTaken';
  }
}

/** There is no place any more to which the letter could go. */
export class NoAddress extends Error {
  constructor() {
    super('no_address');
    this.name = 'NoAddress';
  }
}

/** A way to reach people. Errors: `NotTaken`, `NoAddress`; any other counts as a try that failed. */
export interface Channel {
  readonly name: ChannelName;
  send(letter: Letter, words: Words): Promise<void>;
}

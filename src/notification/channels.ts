import type { Channel, ChannelName } from './channel.js';

/** The ways to reach people that this installation has. */
export class Channels {
  constructor(private readonly channels: readonly Channel[]) {}

  /** False: nobody is told anything, and nothing is kept for later. */
  get any(): boolean {
    return this.channels.length > 0;
  }

  has(name: ChannelName): boolean {
    return this.find(name) !== null;
  }

  /** Null where the installation does not have it, or not any more. */
  find(name: ChannelName): Channel | null {
    return this.channels.find((channel) => channel.name === name) ?? null;
  }
}

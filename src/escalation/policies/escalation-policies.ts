import { Injectable } from '@nestjs/common';
import { Fresh } from '../../election/fresh.js';
import { EventFeed } from '../../event-store/event-feed.js';
import { EventStore } from '../../event-store/event-store.js';
import type { Position } from '../../event-store/recorded-event.js';
import type { EscalationPolicy } from '../policy/escalation-policy.js';
import { POLICY_1 } from '../policy/policy-1.js';
import { upcast } from './domain/policies.upcasters.js';
import { POLICIES_STREAM } from './policies-stream.js';

const MAX_AGE_MS = 1_000;

/** What the stream of the policies said when it was last read. */
interface Known {
  /** How many events of the stream are known. */
  readonly events: number;
  /** By version. */
  readonly versions: ReadonlyMap<number, EscalationPolicy>;
  /** In the order of the log. */
  readonly activations: readonly { readonly version: number; readonly position: Position }[];
  /** Everything up to here was in the log when it was read. */
  readonly until: Position;
}

/** The policies as they were known at one moment. */
export interface PolicySnapshot {
  readonly active: EscalationPolicy;
  /** Throws where there is no such version. */
  version(version: number): EscalationPolicy;
}

/**
 * The escalation policies for the rest of the service: in memory, at most a second behind the log. It reads their
 * stream, no view, so that it is whole while views are still built.
 */
@Injectable()
export class EscalationPolicies {
  private known: Known = { events: 0, versions: new Map(), activations: [], until: '' };
  private readonly latest = new Fresh(() => this.readOn(), MAX_AGE_MS);

  constructor(
    private readonly store: EventStore,
    private readonly feed: EventFeed,
  ) {}

  /** The policy in force; version 1 where none was activated yet. */
  async active(): Promise<EscalationPolicy> {
    const { versions, activations } = await this.latest.get();
    return policyOf(versions, activations.at(-1)?.version ?? POLICY_1.version);
  }

  /** The policy that was in force when the log ended at the position; version 1 before the first activation. */
  async activeAt(position: Position): Promise<EscalationPolicy> {
    const known = this.known.until >= position ? this.known : await this.latest.renew();
    const last = known.activations.findLast((activation) => activation.position <= position);
    return policyOf(known.versions, last?.version ?? POLICY_1.version);
  }

  /** A version, in force or not. Throws where there is none (version 0: cases recorded before there were policies). */
  async version(version: number): Promise<EscalationPolicy> {
    const known = this.known.versions.get(version);
    if (known !== undefined) return known;
    return policyOf((await this.latest.renew()).versions, version);
  }

  /** The policy in force, and every version by its number: what a decision may ask for, in one look. */
  async snapshot(): Promise<PolicySnapshot> {
    const { versions, activations } = await this.latest.get();
    return {
      active: policyOf(versions, activations.at(-1)?.version ?? POLICY_1.version),
      version: (version) => policyOf(versions, version),
    };
  }

  /** Read at once what has just been recorded. */
  async renew(): Promise<void> {
    await this.latest.renew();
  }

  /** A version, undefined where there is none. */
  async find(version: number): Promise<EscalationPolicy | undefined> {
    return this.known.versions.get(version) ?? (await this.latest.renew()).versions.get(version);
  }

  /** Which version is in force at this moment; null before the first activation. */
  async activeVersion(): Promise<number | null> {
    return (await this.latest.renew()).activations.at(-1)?.version ?? null;
  }

  /** Reads on from what is known. Of several reads at once the one that found more stays, and no end is forgotten. */
  private async readOn(): Promise<Known> {
    const before = this.known;
    const until = await this.feed.end();
    const events = await this.store.read(POLICIES_STREAM, { from: before.events });
    const versions = new Map(before.versions);
    const activations = [...before.activations];
    for (const recorded of events) {
      const { type, data } = upcast(recorded);
      if (type === 'PolicyDrafted') versions.set(data.policy.version, data.policy);
      else activations.push({ version: data.version, position: recorded.position });
    }
    const read: Known = { events: before.events + events.length, versions, activations, until };
    const most = read.events > this.known.events ? read : this.known;
    this.known = { ...most, until: until > this.known.until ? until : this.known.until };
    return this.known;
  }
}

function policyOf(versions: ReadonlyMap<number, EscalationPolicy>, version: number): EscalationPolicy {
  const policy = versions.get(version);
  if (policy !== undefined) return policy;
  // Until the first start has recorded it, and only then, the program's own version 1 stands for it.
  if (version === POLICY_1.version) return POLICY_1;
  throw new Error(`There is no escalation policy of version ${version}.`);
}

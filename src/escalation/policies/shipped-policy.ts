import { Injectable } from '@nestjs/common';
import { Decisions } from '../../event-store/decision.js';
import { ownContext, unlessRefused } from '../../event-store/own-command.js';
import { SYSTEM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { derivedId } from '../../kernel/ids.js';
import { POLICY_1 } from '../policy/policy-1.js';
import { policiesDecider } from './domain/policies.decider.js';
import { POLICIES_FOLD, POLICIES_STREAM } from './policies-stream.js';

/** Parent of the commands' ids: every start of every process sends the same commands. */
const SHIPPED = '6a1d5f0c-7f5e-5b0d-9a3e-2f6b8c1d4e70';

/** Writes version 1 of the escalation policy down and puts it in force, once in the life of a log. */
@Injectable()
export class ShippedPolicy {
  constructor(
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /** May run at every start and in several processes at once: the first records, the others find it recorded. */
  async record(): Promise<void> {
    const { version, ...policy } = POLICY_1;
    await this.once({ type: 'draft', policy });
    const system = { stated: true, by: SYSTEM.id, now: this.clock.now() };
    await this.once({ type: 'activate', version, replaces: null, errors: [], ...system });
  }

  /** What an administrator put in force meanwhile stands. */
  private async once(command: Parameters<typeof policiesDecider.decide>[0]): Promise<void> {
    const commandId = derivedId(SHIPPED, `${command.type} ${POLICY_1.version}`);
    const decided = this.decisions.decide({
      stream: POLICIES_STREAM,
      fold: POLICIES_FOLD,
      context: ownContext(commandId, this.clock.now()),
      opens: command.type === 'draft',
      authorise: () => SYSTEM,
      decide: (state) => policiesDecider.decide(command, state),
      about: () => ({}),
    });
    await unlessRefused(decided, ['policy_replaced']);
  }
}

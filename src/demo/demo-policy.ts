import type { EscalationPolicy } from '../escalation/policy/escalation-policy.js';
import { POLICY_1 } from '../escalation/policy/policy-1.js';
import type { DemoClient } from './demo-client.js';

type Draft = Omit<EscalationPolicy, 'version'>;

/** Clocks by which a drill shows in a minute what takes hours in earnest. */
const MINUTES: Readonly<Record<string, number>> = { acknowledge: 1, progress: 1 };

/** The rules of version 1 with windows of a minute, day and night. */
export function minutePolicy(): Draft {
  const { version: _, ...draft } = POLICY_1;
  return {
    ...draft,
    hours: { ...draft.hours, serviceSeverities: [] },
    time: draft.time.map((rule) => {
      const minutes = MINUTES[rule.clock];
      return minutes === undefined ? rule : { ...rule, minutes, inStage: {} };
    }),
  };
}

/** Drafts a policy and activates it in the place of another; resolves with its version. */
export async function bringIntoForce(admin: DemoClient, policy: Draft, replaces: number): Promise<number> {
  const { body } = await admin.send('POST', '/v1/escalation-policies', policy);
  const version = Number(body.version);
  await admin.send('POST', `/v1/escalation-policies/${version}/activation`, { replaces });
  return version;
}

/** The rules of version 1, for who goes on in the drill. */
export function policyInEarnest(): Draft {
  const { version: _, ...draft } = POLICY_1;
  return draft;
}

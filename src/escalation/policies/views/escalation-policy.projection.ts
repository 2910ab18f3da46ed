import type { Actor } from '../../../kernel/actor.js';
import type { Projection } from '../../../projection/projection.js';
import type { PolicyEvent } from '../domain/policies.events.js';
import { upcast } from '../domain/policies.upcasters.js';

/** Who wrote a version down and who put it in force (last), and when: RFC 3339, UTC. What it says stands in the log. */
export interface PolicyVersion {
  readonly version: number;
  readonly draftedBy: Actor;
  readonly draftedAt: string;
  readonly activatedBy: Actor | null;
  readonly activatedAt: string | null;
}

/** All versions, oldest first, as one row: there is one stream of policies. */
export interface EscalationPolicyRow {
  readonly id: string;
  /** The version in force; null before the first activation. */
  readonly active: number | null;
  readonly versions: readonly PolicyVersion[];
}

export const escalationPolicyProjection: Projection<EscalationPolicyRow, PolicyEvent> = {
  name: 'escalation_policy',
  version: 1,
  streams: 'escalation-policies',
  columns: {
    id: 'text collate "C" not null',
    active: 'integer',
    versions: 'jsonb not null',
  },
  key: 'id',
  indexes: [],
  keepsPast: true,
  upcast,
  on: {
    PolicyDrafted: (row, { data, by, at }) => ({
      id: 'all',
      active: row?.active ?? null,
      versions: [
        ...(row?.versions ?? []),
        {
          version: data.policy.version,
          draftedBy: by,
          draftedAt: at,
          activatedBy: null,
          activatedAt: null,
        },
      ],
    }),
    PolicyActivated: (row, { data, by, at }) => ({
      id: 'all',
      active: data.version,
      versions: (row?.versions ?? []).map((version) =>
        version.version === data.version ? { ...version, activatedBy: by, activatedAt: at } : version,
      ),
    }),
  },
};

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Position } from '../../../event-store/recorded-event.js';
import { pastTableOf, tableOf } from '../../../projection/projection.js';
import {
  type EscalationPolicyRow,
  escalationPolicyProjection,
  type PolicyVersion,
} from './escalation-policy.projection.js';
import type { ListedPolicy } from './policy-queries.js';

type Versions = Pick<EscalationPolicyRow, 'active' | 'versions'>;

const NOW = `select active, versions from ${tableOf(escalationPolicyProjection)}`;
const THEN = `${NOW} where since <= $1
  union all select active, versions from ${pastTableOf(escalationPolicyProjection)} where since <= $1 and until > $1`;

/** The versions with their status, from the view. */
@Injectable()
export class PolicyVersions {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first; as they stand (null) or stood when the log ended at the position. */
  async at(position: Position | null): Promise<readonly ListedPolicy[]> {
    const [row] =
      position === null
        ? await this.dataSource.query<Versions[]>(NOW)
        : await this.dataSource.query<Versions[]>(THEN, [position]);
    if (row === undefined) return [];
    return row.versions.map((version) => withStatus(version, row.active)).reverse();
  }
}

function withStatus(version: PolicyVersion, active: number | null): ListedPolicy {
  if (version.version === active) return { ...version, status: 'active' };
  return { ...version, status: version.activatedAt === null ? 'draft' : 'retired' };
}

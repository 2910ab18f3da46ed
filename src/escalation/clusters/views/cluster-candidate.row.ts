/** One case as the rules of clusters look for it. Instants are RFC 3339, UTC. */
export interface ClusterCandidateRow {
  readonly id: string;
  readonly category: string;
  readonly subcategory: string;
  readonly severity: number;
  readonly area: string;
  /** The area at each depth, null below the depth to which it is known. */
  readonly province: string | null;
  readonly regency: string | null;
  readonly district: string | null;
  /** By which windows are measured: when it happened or, where that is not known to the hour, when it was received. */
  readonly window_at: string;
  readonly occurred_at: string | null;
  readonly occurred_precision: string;
  readonly received_at: string;
  readonly nature: string;
  readonly archived: boolean;
  readonly status: 'OPEN' | 'MONITORED' | 'REJECTED' | 'DUPLICATE' | 'CLOSED';
  readonly closed: boolean;
  /** Why it counts nowhere, null where `counts`. */
  readonly out_because: 'rejected' | 'duplicate' | 'warning' | 'archived' | null;
  readonly counts: boolean;
  /** SHA-256 of the canonical form of each link of a content. */
  readonly links: readonly string[];
  /** Number of the polling station without what people write around it. */
  readonly tps: string | null;
  /** Something of this has changed since the case was recorded. */
  readonly revised: boolean;
}

/** One step of a case, a cluster or a direction for whoever follows it: what and where, never its text. */
export interface LiveMessage {
  readonly event: 'case' | 'cluster' | 'direction';
  readonly data: {
    readonly id: string;
    readonly type: string;
    readonly revision: number;
    readonly area: string;
    readonly recordedAt: string;
  };
}

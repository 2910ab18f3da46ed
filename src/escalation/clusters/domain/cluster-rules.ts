/** Ids of the two clocks of a cluster. */
export const NOT_ACKNOWLEDGED = 'cluster_not_acknowledged';
export const ALL_CLOSED = 'cluster_all_closed';

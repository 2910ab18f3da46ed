import type { AnyProjection } from '../../src/projection/projection.js';

/** A view whose rows tests write by hand: what its events were does not matter. */
export const BELLS: AnyProjection = {
  name: 'bell',
  version: 1,
  streams: 'bell',
  key: 'id',
  columns: { id: 'uuid', next_due_at: 'timestamptz(3)', next_clock: 'jsonb' },
  indexes: ['(next_due_at) where next_due_at is not null', '(since)'],
  keepsPast: false,
  upcast: (event) => event,
  on: {},
};

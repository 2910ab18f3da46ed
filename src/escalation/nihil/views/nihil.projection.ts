import type { Projection } from '../../../projection/projection.js';
import type { NihilEvent } from '../domain/nihil.events.js';
import { upcast } from '../domain/nihil.upcasters.js';

/** What an area's reports of nothing in a month come to. Times are RFC 3339 where written, dates where read. */
export interface NihilRow {
  /** `33.74-2026-11`. */
  readonly id: string;
  readonly area: string;
  /** The last instant for which somebody said that nothing had happened. */
  readonly until_at: string | Date;
  /** When the last report came. */
  readonly reported_at: string | Date;
  readonly reports: number;
}

/** The last reports of nothing, with every past row. */
export const nihilProjection: Projection<NihilRow, NihilEvent> = {
  name: 'nihil',
  version: 1,
  streams: 'nihil',
  columns: {
    id: 'text collate "C" not null',
    area: 'text collate "C" not null',
    until_at: 'timestamptz(3) not null',
    reported_at: 'timestamptz(3) not null',
    reports: 'integer not null',
  },
  key: 'id',
  indexes: [],
  keepsPast: true,
  upcast,
  on: {
    NihilReported: (row, { stream, data, at }) => ({
      id: stream.slice('nihil-'.length),
      area: data.area,
      until_at: row === null ? data.until : later(String(row.until_at), data.until),
      reported_at: at,
      reports: (row?.reports ?? 0) + 1,
    }),
  },
};

/** Rows that were read back write their instants in another form than events do. */
function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}

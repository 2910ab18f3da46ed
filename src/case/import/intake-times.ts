import type { ZoneLabel } from '../../area/area.js';
import type { RecordableCase } from './case-recorder.js';
import type { IntakeCells } from './intake-columns.js';
import { type Moment, notBefore, readMoment } from './intake-moment.js';
import { refuse } from './intake-refusal.js';

export type RowTimes = Pick<RecordableCase, 'occurredAt' | 'occurredPrecision' | 'knownAt' | 'receivedAt'>;

/** A phone's clock may be ahead by this much (API, `occurredAt`). */
const CLOCK_AHEAD_MS = 24 * 3_600_000;

/** When it happened, was known and reached an officer, from columns that are local to the zone. */
export function timesOf(
  cells: IntakeCells,
  origin: RecordableCase['origin'],
  zone: ZoneLabel,
  now: Date,
): RowTimes {
  const occurred = readMoment(cells.occurredDate, cells.occurredTime, zone) ?? refuse('invalid_date');
  const known = optionalMoment(cells.knownDate, cells.knownTime, zone);
  const received = optionalMoment(cells.receivedDate, cells.receivedTime, zone);
  const ahead = (moment?: Moment) =>
    moment !== undefined && moment.at.getTime() > now.getTime() + CLOCK_AHEAD_MS;
  if (ahead(occurred) || ahead(known) || ahead(received)) refuse('in_the_future');
  // Who finds something knows it when it happens (API, `knownAt`).
  const finder = origin === 'OWN_OBSERVATION' ? occurred.at : undefined;
  const knownAt = known ? notBefore(known, occurred.at) : finder;
  if (knownAt !== undefined && occurred.at > knownAt) refuse('occurred_after_known');
  const receivedAt = received ? notBefore(received, knownAt ?? occurred.at) : knownAt;
  return {
    occurredAt: occurred.at.toISOString(),
    occurredPrecision: occurred.precision,
    knownAt: knownAt?.toISOString(),
    receivedAt: receivedAt?.toISOString(),
  };
}

function optionalMoment(date: string, time: string, zone: ZoneLabel): Moment | undefined {
  if (date.trim() === '') return undefined;
  return readMoment(date, time, zone) ?? refuse('invalid_date');
}

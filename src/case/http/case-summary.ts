import { Answer } from '../../http/answer.js';
import type { Page } from '../../http/cursor.js';
import type { AsOfPoint } from '../../http/request.js';
import type { CaseDetail } from '../views/case-detail/case-detail.query.js';
import type { CaseListRow } from '../views/case-list/case-list.row.js';

/** A case as lists show it. */
export interface CaseSummary {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly subcategory: string;
  readonly area: string;
  readonly status: string;
  readonly level: string | null;
  readonly severity: number;
  readonly nature: string;
  readonly occurredAt: string | null;
  readonly recordedAt: string;
  readonly dueAt: string | null;
  readonly assignment: { readonly lead: string } | null;
  readonly place: string | null;
  readonly archived: boolean;
  readonly revision: number;
}

export function summaryOf(row: CaseListRow): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    category: row.category,
    subcategory: row.subcategory,
    area: row.area,
    status: row.status,
    level: row.level,
    severity: row.severity,
    nature: row.nature,
    occurredAt: utc(row.occurred_at),
    recordedAt: utc(row.recorded_at) as string,
    dueAt: utc(row.due_at),
    assignment: row.lead === null ? null : { lead: row.lead },
    place: row.place,
    archived: row.archived,
    revision: row.revision,
  };
}

/** A page of the case list. */
export interface CaseListAnswer extends Page<CaseSummary> {
  /** Restricted cases are missing from the total. */
  readonly partial?: true;
  /** The past instant or position that was asked for. */
  readonly asOf?: string;
}

/** The page with what a reader has to know of it besides. */
export function marked(
  page: Answer<Page<CaseSummary>>,
  partial: boolean,
  asOf: AsOfPoint | null,
): Answer<CaseListAnswer> {
  const marks = { ...(partial && { partial }), ...(asOf && { asOf: asOfText(asOf) }) };
  return new Answer({ ...page, body: { ...page.body, ...marks } });
}

function asOfText({ instant, position }: AsOfPoint): string {
  return instant?.toISOString() ?? position;
}

/** The same page as a GeoJSON FeatureCollection (RFC 7946); a case without coordinates has no geometry. */
export function toGeoJson(
  { body, link }: Answer<CaseListAnswer>,
  rows: readonly CaseListRow[],
): Answer<object> {
  const features = body.items.map((properties, index) => {
    const { lng = null, lat = null } = rows[index] ?? {};
    const geometry = lng === null || lat === null ? null : { type: 'Point', coordinates: [lng, lat] };
    return { type: 'Feature', id: properties.id, geometry, properties };
  });
  const { items: _, ...page } = body;
  return new Answer({
    body: { type: 'FeatureCollection', features, ...page },
    link,
    type: 'application/geo+json',
  });
}

/** One case as a GeoJSON Feature. */
export function toFeature({ body, ...answer }: Answer<CaseDetail>): Answer<object> {
  const { coordinates } = body;
  const geometry = coordinates ? { type: 'Point', coordinates: [coordinates.lng, coordinates.lat] } : null;
  const feature = { type: 'Feature', id: body.id, geometry, properties: body };
  return new Answer({ ...answer, body: feature, type: 'application/geo+json' });
}

/** The driver gives instants as dates. */
function utc(value: string | Date | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

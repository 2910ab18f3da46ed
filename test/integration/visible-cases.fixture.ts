import fc from 'fast-check';
import { type CaseAccess, isBarred, shows, visible } from '../../src/case/domain/visibility.policies.js';
import type { CaseFilter } from '../../src/case/views/case-list/case-filter.js';
import type { CaseListRow } from '../../src/case/views/case-list/case-list.row.js';
import { covers, type Grant, type Principal, ROLES, type Role } from '../../src/kernel/grant.js';

/** A village with all that lies above it. */
const CHAIN = ['33', '33.74', '33.74.10', '33.74.10.1004'];
/** Codes whose text begins alike, and neighbours. */
const NEAR_MISSES = [
  '3',
  '33.7',
  '33.740',
  '33.74.1',
  '33.74.100',
  '33.74.10.100',
  '33.75',
  '33.74.11',
  '34',
];
export const AGENCIES = ['SATPOL_PP', 'DLH', 'BAWASLU', 'KPU'];
const PEOPLE = ['ani', 'budi', 'citra'];
export const MOST_ROWS = 25;

const code = fc
  .array(fc.integer({ min: 1, max: 1_010 }), { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('.'));
const place = fc.oneof(
  { arbitrary: fc.constantFrom(...CHAIN), weight: 10 },
  { arbitrary: fc.constantFrom(...NEAR_MISSES), weight: 5 },
  code,
);
const placeOrCountry = fc.oneof({ arbitrary: place, weight: 9 }, fc.constant(''));
export const person = fc.constantFrom(...PEOPLE);
export const agency = fc.constantFrom(...AGENCIES);

const grant: fc.Arbitrary<Grant> = fc
  .record({ role: fc.constantFrom(...ROLES), area: placeOrCountry, agency })
  .map(({ role, area, agency }) =>
    role === 'OFFICER' || role === 'LIAISON' ? { role, area, agency } : { role, area },
  );
export const principal: fc.Arbitrary<Principal> = fc.record({
  id: person,
  grants: fc.array(grant, { maxLength: 4 }),
});

const accused = fc.oneof(
  { arbitrary: fc.constant({ accused_area: null, accused_agency: null }), weight: 3 },
  fc.record({ accused_area: placeOrCountry, accused_agency: fc.option(agency) }),
);
/** What of a row matters here. */
export const contents = fc
  .record({
    area: place,
    access: fc.constantFrom('OPEN', 'RESTRICTED'),
    accused,
    holder_area: fc.option(placeOrCountry),
    named: fc.subarray(PEOPLE, { maxLength: 1 }),
    agencies: fc.subarray(AGENCIES),
    asked: fc.subarray(AGENCIES, { maxLength: 2 }),
    bodies: fc.subarray(AGENCIES),
    recorded_by: fc.oneof({ arbitrary: fc.constant('somebody'), weight: 3 }, person),
    category: fc.constantFrom('CONTENT', 'GROUP_CLASH'),
    level: fc.option(fc.constantFrom('E0', 'E1')),
    due_at: fc.option(fc.constantFrom('2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z')),
  })
  .map(({ accused, ...row }) => ({ ...row, ...accused }));
export type Contents = typeof contents extends fc.Arbitrary<infer T> ? T : never;
export const manyContents = fc.array(contents, { maxLength: MOST_ROWS, size: 'max' });

export const filter: fc.Arbitrary<CaseFilter> = fc.record(
  {
    area: fc.array(placeOrCountry, { minLength: 1, maxLength: 2 }),
    category: fc.constantFrom(['CONTENT'], ['CONTENT', 'GROUP_CLASH']),
    agency: fc.subarray(AGENCIES, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

export function rowOf(index: number, contents: Contents): CaseListRow {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    number: `2026-${index}`,
    serial: index,
    subcategory: 'HOAX',
    status: 'RECEIVED',
    held_level: 'E0',
    severity: 1,
    nature: 'INCIDENT',
    origin: 'CITIZEN',
    archived: false,
    occurred_at: null,
    known_at: null,
    received_at: '2026-11-22T00:00:00Z',
    recorded_at: `2026-11-22T00:00:0${index % 7}Z`,
    updated_at: '2026-11-22T00:00:00Z',
    assignment_due_at: null,
    deadlines: [],
    lead: null,
    place: null,
    lng: null,
    lat: null,
    participants: [],
    description: '',
    search: '',
    duplicate_of: null,
    duplicate_since: null,
    revision: 0,
    ...contents,
  };
}

/** What the rule looks at, as the row holds it. */
export function accessOfRow(row: Contents | CaseListRow): CaseAccess {
  const { accused_area: area, accused_agency: agency } = row;
  return {
    area: row.area,
    recordedBy: row.recorded_by,
    access: row.access as CaseAccess['access'],
    accusedOffice: area === null ? null : { area, ...(agency !== null && { agency }) },
    holderArea: row.holder_area,
    named: row.named,
    agencies: [...new Set([...row.agencies, ...row.asked])],
    bodies: row.bodies,
  };
}

/** Which roles showed, or did not show, a case to somebody, and whom the accused office barred. */
export function whyOrWhyNot(who: Principal, access: CaseAccess): string[] {
  if (isBarred(who, access.accusedOffice)) return who.grants.map(({ role }) => `${role} barred`);
  const notes = who.grants.map((grant) => `${grant.role} ${shows(grant, who, access) ? 'sees' : 'does not'}`);
  return access.named.includes(who.id) ? [...notes, 'named'] : notes;
}

const BLIND: readonly Role[] = ['CUSTODIAN', 'ADMIN'];
export const WHYS = [
  'named',
  ...ROLES.flatMap((role) => [`${role} barred`, `${role} does not`]),
  ...ROLES.filter((role) => !BLIND.includes(role)).map((role) => `${role} sees`),
].sort();

/** True for a restricted case that the person would count if it were open. */
export function isLeftOut(who: Principal, access: CaseAccess): boolean {
  return !visible(who, access) && visible(who, { ...access, access: 'OPEN' });
}

/** What `CaseFilter` means, for the filters that are tried here. */
export function fits(row: Contents, { area, category, agency }: CaseFilter): boolean {
  return (
    (area?.some((one) => covers(one, row.area)) ?? true) &&
    (category?.includes(row.category) ?? true) &&
    (agency?.some((one) => row.agencies.includes(one)) ?? true)
  );
}

/** A place in the log; sorts as text. */
export function position(step: number): string {
  return String(step).padStart(4, '0');
}

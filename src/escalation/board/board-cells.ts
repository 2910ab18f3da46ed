import { isBarred, REGENCY } from '../../case/domain/visibility.policies.js';
import { covers, depthOf, type Principal, type Role } from '../../kernel/grant.js';
import { exactly } from './board-totals.js';

/** Roles that see the area, and so its board. */
export const BOARD_ROLES: readonly Role[] = [
  'OPERATOR',
  'VERIFIER',
  'DESK',
  'HEAD',
  'SECRETARIAT',
  'AUDITOR',
];

const VILLAGE = 4;

/** What a person reads of the board of an area. */
export interface BoardReader {
  readonly principal: Principal;
  readonly asked: string;
  /** Where the person counts open and restricted cases, wherever that is. */
  readonly sees: { readonly open: readonly string[]; readonly restricted: readonly string[] };
  /** The areas that the person sees within the asked one, none within another; the asked one itself where all is seen. */
  readonly scopes: readonly string[];
  /** Those parts of them in which restricted cases count. */
  readonly restrictedIn: readonly string[];
}

/** Which totals make a part of a row's numbers. */
export interface CellShare {
  readonly key: string;
  readonly access: 'OPEN' | 'RESTRICTED';
}

/** A row of the board: an area, and the totals that make its numbers. */
export interface BoardCell {
  readonly area: string;
  readonly shares: readonly CellShare[];
  /** Cases that are known to lie in the asked area itself only. */
  readonly here: boolean;
  /** The parts of the area to which the numbers are limited; null where they are of the whole. */
  readonly within: readonly string[] | null;
}

/** What the person may read of the board of an area. */
export function readerOf(principal: Principal, asked: string): BoardReader {
  const seeing = principal.grants.filter(({ role }) => BOARD_ROLES.includes(role));
  const counting = seeing.filter(({ role, area }) => countsRestrictedAs(role, area));
  return {
    principal,
    asked,
    sees: { open: seeing.map(({ area }) => area), restricted: counting.map(({ area }) => area) },
    scopes: withinArea(seeing, asked),
    restrictedIn: withinArea(counting, asked),
  };
}

/**
 * The rows that the board may have, in the order of the codes: the area itself and every child. Also those of which the
 * person sees no part today: a case that lay there at a past instant may lie in sight now.
 */
export function cellsOf(reader: BoardReader, children: readonly string[]): BoardCell[] {
  const { asked } = reader;
  if (depthOf(asked) >= VILLAGE) return [cellOf(asked, reader)];
  const here = { area: asked, shares: sharesHere(reader), here: true, within: null };
  return [here, ...children.map((child) => cellOf(child, reader))];
}

/** True where the person counts a case of such a kind: rights are today's, whatever the numbers are of. */
export function counts(
  { principal, sees }: BoardReader,
  { area, access, accused_area, accused_agency }: CountedCase,
): boolean {
  return (
    (access === 'OPEN' ? sees.open : sees.restricted).some((scope) => covers(scope, area)) &&
    !isBarred(principal, officeOf(accused_area, accused_agency))
  );
}

/** What of a case decides who counts it. */
export interface CountedCase {
  readonly area: string;
  readonly access: string;
  readonly accused_area: string | null;
  readonly accused_agency: string | null;
}

function officeOf(area: string | null, agency: string | null) {
  if (area === null) return null;
  return { area, ...(agency !== null && { agency }) };
}

function cellOf(area: string, reader: BoardReader): BoardCell {
  const isWhole = reader.scopes.some((scope) => covers(scope, area));
  const within = isWhole ? null : reader.scopes.filter((scope) => covers(area, scope));
  return { area, shares: sharesOf(reader, area), here: false, within };
}

/** The totals of the parts of an area that the person counts. */
function sharesOf({ scopes, restrictedIn }: BoardReader, area: string): CellShare[] {
  const parts = (all: readonly string[]): string[] =>
    all.some((scope) => covers(scope, area)) ? [area] : all.filter((scope) => covers(area, scope));
  return [
    ...parts(scopes).map((key) => ({ key, access: 'OPEN' as const })),
    ...parts(restrictedIn).map((key) => ({ key, access: 'RESTRICTED' as const })),
  ];
}

function sharesHere({ asked, scopes, restrictedIn }: BoardReader): CellShare[] {
  const key = exactly(asked);
  return [
    ...(scopes.includes(asked) ? [{ key, access: 'OPEN' as const }] : []),
    ...(restrictedIn.includes(asked) ? [{ key, access: 'RESTRICTED' as const }] : []),
  ];
}

/** The areas of grants as far as they lie within an area, none within another. */
function withinArea(grants: Principal['grants'], asked: string): string[] {
  const reached = grants.flatMap(({ area }) =>
    covers(area, asked) ? [asked] : covers(asked, area) ? [area] : [],
  );
  return [...new Set(reached)].filter(
    (area) => !reached.some((other) => other !== area && covers(other, area)),
  );
}

function countsRestrictedAs(role: Role, area: string): boolean {
  if (role === 'AUDITOR') return true;
  return (role === 'SECRETARIAT' || role === 'HEAD') && depthOf(area) <= REGENCY;
}

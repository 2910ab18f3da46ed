/** What a person may be in an area. */
export const ROLES = [
  'REPORTER',
  'OPERATOR',
  'VERIFIER',
  'OFFICER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'LIAISON',
  'CUSTODIAN',
  'AUDITOR',
  'ADMIN',
] as const;

export type Role = (typeof ROLES)[number];

/** A role over an area and all below it; OFFICER and LIAISON also name their agency or body. */
export interface Grant {
  readonly role: Role;
  /** Area code; `""` is the whole country. */
  readonly area: string;
  readonly agency?: string;
}

/** Who asks: the person and what they were granted, as it stands now. */
export interface Principal {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** All grants of the person, where `grants` are a part of them (a token): a bar is not shed by leaving a grant out. */
  readonly held?: readonly Grant[];
}

/** Every grant by which a person may be barred, whatever part of them acts. */
export function heldBy({ grants, held }: Principal): readonly Grant[] {
  return held ?? grants;
}

/** True where `code` is the area itself or below it, by whole segments: `33.7` does not cover `33.74`. */
export function covers(area: string, code: string): boolean {
  return area === '' || code === area || code.startsWith(`${area}.`);
}

/** Depth of an area: 0 country, 1 province, 2 kab/kota, 3 kecamatan, 4 kelurahan/desa. */
export function depthOf(area: string): number {
  return area === '' ? 0 : area.split('.').length;
}

/** The area's own code and its parents', the province first: `33`, `33.74`, `33.74.10`. None of the country. */
export function ancestryOf(code: string): string[] {
  const parts = code === '' ? [] : code.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The area itself and all above it, the country first. */
export function areasOver(code: string): string[] {
  return ['', ...ancestryOf(code)];
}

/** The first grant with one of the roles that covers the area. */
export function grantOver({ grants }: Principal, roles: readonly Role[], area: string): Grant | undefined {
  return grants.find((grant) => roles.includes(grant.role) && covers(grant.area, area));
}

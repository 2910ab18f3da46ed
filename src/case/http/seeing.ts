/** Roles that see cases at all. */
export const SEEING = [
  'REPORTER',
  'OPERATOR',
  'VERIFIER',
  'OFFICER',
  'HEAD',
  'SECRETARIAT',
  'DESK',
  'LIAISON',
  'AUDITOR',
] as const;

import type { Role } from '../kernel/grant.js';

/** Who may use a route of this room, as people read it and as the permission matrix asks it. */
export interface Permission {
  readonly route: string;
  readonly who: 'anybody' | 'signed in' | readonly Role[];
  /** Over whom or what, beyond holding the role. */
  readonly over: string;
  /** What a person with the role gets who asks about somebody or something outside. */
  readonly outside: 403 | 404 | 'nothing' | null;
}

/** The permissions of identity in one table; the rules themselves are in `domain/grant.policies.ts`. */
export const IDENTITY_PERMISSIONS: readonly Permission[] = [
  { route: 'POST /v1/sessions', who: 'anybody', over: 'the own name and password', outside: null },
  { route: 'GET /v1/sessions', who: 'signed in', over: 'the own sessions', outside: 'nothing' },
  { route: 'DELETE /v1/sessions/current', who: 'signed in', over: 'the session itself', outside: null },
  {
    route: 'DELETE /v1/sessions/:id',
    who: 'signed in',
    over: 'the own sessions; those of people managed',
    outside: 404,
  },
  { route: 'GET /v1/me', who: 'signed in', over: 'oneself', outside: null },
  { route: 'PUT /v1/me/password', who: 'signed in', over: 'oneself, in a session', outside: null },
  { route: 'POST /v1/people', who: ['ADMIN'], over: 'grants one may give', outside: 403 },
  {
    route: 'GET /v1/people',
    who: ['ADMIN'],
    over: 'people with a grant within the own area',
    outside: 'nothing',
  },
  {
    route: 'GET /v1/people/:id',
    who: ['ADMIN'],
    over: 'people with a grant within the own area',
    outside: 404,
  },
  {
    route: 'PUT /v1/people/:id/grants',
    who: ['ADMIN'],
    over: 'people managed, not oneself; grants one may give',
    outside: 404,
  },
  { route: 'PUT /v1/people/:id/email', who: ['ADMIN'], over: 'people managed', outside: 404 },
  { route: 'PUT /v1/people/:id/password', who: ['ADMIN'], over: 'people managed, not oneself', outside: 404 },
  {
    route: 'POST /v1/people/:id/deactivation',
    who: ['ADMIN'],
    over: 'people managed, not oneself',
    outside: 404,
  },
  { route: 'POST /v1/tokens', who: 'signed in', over: 'grants one has, in a session', outside: 403 },
  { route: 'GET /v1/tokens', who: 'signed in', over: 'the own tokens', outside: 'nothing' },
  {
    route: 'DELETE /v1/tokens/:id',
    who: 'signed in',
    over: 'the own tokens; those of people managed',
    outside: 404,
  },
];

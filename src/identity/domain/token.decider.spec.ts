import { fold } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Grant, Principal } from '../../kernel/grant.js';
import type { PersonState } from './person.state.js';
import { authoriseIssue, authoriseRevocation, type TokenCommand, tokenDecider } from './token.decider.js';
import type { TokenEvent } from './token.events.js';
import { ownerStandsBehind, type TokenState } from './token.state.js';

const NOW = new Date('2024-10-18T00:00:00Z');
const OFFICER: Grant = { role: 'OFFICER', area: '33.74', agency: 'DLH' };
const OWNER: Principal = { id: 'owner', grants: [{ role: 'DESK', area: '33' }, OFFICER] };

const issue = (grants: readonly Grant[], expiresAt: Date): TokenCommand => ({
  kind: 'issue',
  owner: OWNER.id,
  ownerRevision: 2,
  grants,
  facts: { unknownAreas: new Set(), agencies: new Set(['DLH']), bodies: new Set() },
  expiresAt,
  credential: 'c',
  now: NOW,
});
const ISSUED: TokenEvent = {
  type: 'TokenIssued',
  data: {
    owner: OWNER.id,
    ownerRevision: 2,
    grants: [OFFICER],
    expiresAt: '2024-11-01T00:00:00.000Z',
    credential: 'c',
  },
};

function stateOf(...events: TokenEvent[]): TokenState {
  const facts = events.map((event) => ({
    ...event,
    by: { id: 'x', role: 'DESK' },
    at: NOW.toISOString(),
  }));
  return fold(tokenDecider, tokenDecider.initial, facts);
}

function person(status: 'ACTIVE' | 'DEACTIVATED', rightsAt: number): PersonState {
  return {
    status,
    grants: OWNER.grants,
    credential: 'c',
    revision: 5,
    rightsAt,
    sessionsEndedAt: 5,
    keeps: null,
  };
}

function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('tokens', () => {
  it.each<[string, Grant, string | undefined]>([
    ['the same grant', OFFICER, undefined],
    ['a part of the area', { role: 'DESK', area: '33.74.10' }, undefined],
    ['another role', { role: 'HEAD', area: '33' }, 'grant_beyond_own'],
    ['a wider area', { role: 'DESK', area: '' }, 'grant_beyond_own'],
    ['an area that only looks alike', { role: 'OFFICER', area: '33.7', agency: 'DLH' }, 'grant_beyond_own'],
    ['another agency', { ...OFFICER, agency: 'SATPOL_PP' }, 'grant_beyond_own'],
  ])('carry %s as the owner has it', (_, grant, code) => {
    expect(refusal(() => authoriseIssue(OWNER, [grant]))).toBe(code);
  });

  it('are issued with an expiry ahead', () => {
    const decide = (expiresAt: Date) => tokenDecider.decide(issue([OFFICER], expiresAt), stateOf());
    expect(decide(new Date('2024-11-01T07:00:00+07:00'))).toEqual([ISSUED]);
    expect(refusal(() => decide(NOW))).toBe('invalid');
  });

  it('are revoked once', () => {
    expect(tokenDecider.decide({ kind: 'revoke' }, stateOf(ISSUED))).toEqual([
      { type: 'TokenRevoked', data: {} },
    ]);
    expect(
      tokenDecider.decide({ kind: 'revoke' }, stateOf(ISSUED, { type: 'TokenRevoked', data: {} })),
    ).toEqual([]);
  });

  it('are revoked by the owner or by who manages the owner, and hidden from the others', () => {
    const revoke = (by: Principal) =>
      refusal(() => authoriseRevocation(by, stateOf(ISSUED), person('ACTIVE', 0)));
    expect(revoke(OWNER)).toBeUndefined();
    expect(revoke({ id: 'a', grants: [{ role: 'ADMIN', area: '33' }] })).toBeUndefined();
    expect(revoke({ id: 'a', grants: [{ role: 'ADMIN', area: '33.74' }] })).toBe('forbidden');
    expect(revoke({ id: 'a', grants: [{ role: 'ADMIN', area: '34' }] })).toBe('not_found');
    expect(revoke({ id: 'a', grants: [{ role: 'SECRETARIAT', area: '33' }] })).toBe('not_found');
  });

  it('end when the grants they were cut from are changed, and with the owner', () => {
    expect(ownerStandsBehind(person('ACTIVE', 2), ISSUED.data)).toBe(true);
    expect(ownerStandsBehind(person('ACTIVE', 3), ISSUED.data)).toBe(false);
    expect(ownerStandsBehind(person('DEACTIVATED', 2), ISSUED.data)).toBe(false);
  });
});

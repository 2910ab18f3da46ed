import type { Grant, Principal } from '../../kernel/grant.js';
import type { Addressee } from './direction.events.js';
import { asAddressee, asCompleter, asIssuer, type Standing, seesDirection } from './direction.policies.js';
import type { Direction } from './direction.state.js';

const NOBODY: Standing = { dutyAreas: [], withoutOfficer: false, visibleCases: new Set() };

const person = (...grants: Grant[]): Principal => ({ id: 'p', grants });
const officer = (agency: string, area: string) => person({ role: 'OFFICER', agency, area });
const head = (area: string) => person({ role: 'HEAD', area });

function direction(to: Addressee, cases: readonly string[] = []): Direction {
  return {
    status: 'ISSUED',
    from: '33.74',
    to,
    cases,
    cluster: null,
    text: 'Tertibkan.',
    dueAt: '2026-11-23T05:00:00.000Z',
    issued: { at: '2026-11-22T08:00:00.000Z', by: 'sekda' },
    acknowledged: null,
    reports: [],
    overdueSince: null,
    completed: null,
  };
}

const TO_AGENCY = direction({ agency: 'SATPOL_PP', area: '33.74.10' }, ['secret']);
const TO_CAMAT = direction({ role: 'HEAD', area: '33.74.10' });

/** What somebody who tries gets: the role in which they act, or the refusal. */
function outcome(act: () => { readonly role: string }): string {
  try {
    return act().role;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('who issues a direction', () => {
  it.each<[string, Principal, string, string]>([
    ['a Sekda, to a kecamatan', head('33.74'), '33.74.10', 'HEAD'],
    ['a Sekda of the province, to a kota', head('33'), '33.74', 'HEAD'],
    ['no camat', head('33.74.10'), '33.74.10', 'forbidden'],
    ['no Sekda, to another kota', head('33.74'), '33.75', 'forbidden'],
    ['no secretariat', person({ role: 'SECRETARIAT', area: '33.74' }), '33.74', 'forbidden'],
  ])('%s', (_, who, to, expected) => {
    expect(outcome(() => asIssuer(who, to).actor)).toBe(expected);
  });

  it('is the nearest head where somebody is head of two areas', () => {
    const both = person({ role: 'HEAD', area: '33' }, { role: 'HEAD', area: '33.74' });
    expect([asIssuer(both, '33.74.10').from, asIssuer(both, '33.75').from]).toEqual(['33.74', '33']);
  });
});

describe('who answers a direction', () => {
  it.each<[string, Principal, Direction, Partial<Standing>, string]>([
    ['its agency', officer('SATPOL_PP', '33.74'), TO_AGENCY, {}, 'OFFICER'],
    ['no other agency', officer('DLH', '33.74'), TO_AGENCY, {}, 'not_found'],
    ['not its agency elsewhere', officer('SATPOL_PP', '33.75'), TO_AGENCY, {}, 'not_found'],
    ['the head it names', head('33.74.10'), TO_CAMAT, {}, 'HEAD'],
    ['not the head who issued it', head('33.74'), TO_CAMAT, {}, 'forbidden'],
    ['no neighbour of that head', head('33.74.11'), TO_CAMAT, {}, 'not_found'],
    ['who is on duty for that head', person(), TO_CAMAT, { dutyAreas: ['33.74.10'] }, 'HEAD'],
    ['nobody on duty elsewhere', person(), TO_CAMAT, { dutyAreas: ['33.74.11'] }, 'not_found'],
    [
      'the secretariat for an agency without an officer',
      person({ role: 'SECRETARIAT', area: '33.74' }),
      TO_AGENCY,
      { withoutOfficer: true },
      'SECRETARIAT',
    ],
    [
      'not the secretariat otherwise',
      person({ role: 'SECRETARIAT', area: '33.74' }),
      TO_AGENCY,
      {},
      'forbidden',
    ],
  ])('%s', (_, who, about, standing, expected) => {
    expect(outcome(() => asAddressee(who, about, { ...NOBODY, ...standing }))).toBe(expected);
  });

  it('may also be the office that issued it, where it is done', () => {
    expect(asCompleter(head('33.74'), TO_CAMAT, NOBODY)).toMatchObject({ as: 'ISSUER' });
    expect(asCompleter(head('33.74.10'), TO_CAMAT, NOBODY)).toMatchObject({ as: 'ADDRESSEE' });
    expect(outcome(() => asCompleter(person({ role: 'DESK', area: '33.74' }), TO_CAMAT, NOBODY).actor)).toBe(
      'forbidden',
    );
  });
});

describe('who sees a direction', () => {
  const desk = person({ role: 'DESK', area: '33.74' });

  it('sees its area and every case that it is about', () => {
    expect(seesDirection(desk, TO_CAMAT, NOBODY)).toBe(true);
    expect(seesDirection(desk, TO_AGENCY, NOBODY)).toBe(false);
    expect(seesDirection(desk, TO_AGENCY, { ...NOBODY, visibleCases: new Set(['secret']) })).toBe(true);
    expect(seesDirection(person({ role: 'DESK', area: '33.75' }), TO_CAMAT, NOBODY)).toBe(false);
    expect(seesDirection(person({ role: 'ADMIN', area: '' }), TO_CAMAT, NOBODY)).toBe(false);
  });

  it('or is whom it is for, or of the office that issued it, whatever cases they see', () => {
    expect(seesDirection(officer('SATPOL_PP', '33.74'), TO_AGENCY, NOBODY)).toBe(true);
    expect(seesDirection(head('33.74'), TO_AGENCY, NOBODY)).toBe(true);
  });
});

import type { CaseAccess } from '../case/domain/visibility.policies.js';
import type { Grant } from '../kernel/grant.js';
import type { DirectionNews, ProposedNews } from './news.js';
import { grantsTold, mayBeTold, toldOnDuty } from './recipients.js';

const PROPOSED: ProposedNews = {
  kind: 'proposed',
  level: 'E2',
  office: { area: '33.74', role: 'HEAD' },
  to: 'E3',
  case: {
    id: '0198d2a4-7c1e-7cc3-9d55-1f2a3b4c5d6e',
    number: '2026-0000123',
    category: 'NEUTRALITY',
    subcategory: 'KADES',
    area: '33.74.10',
    severity: 2,
    restricted: true,
  },
  rule: null,
  deadlines: [],
};
const DIRECTION: DirectionNews = {
  kind: 'direction',
  level: null,
  office: { area: '33.74', role: 'OFFICER', agency: 'DLH' },
  direction: { id: '0198d2a4-7c1e-7cc3-9d55-1f2a3b4c5d6f', area: '33.74', dueAt: '2026-11-23T07:05:00Z' },
};
const ACCESS: CaseAccess = {
  area: '33.74.10',
  recordedBy: 'recorder',
  access: 'OPEN',
  accusedOffice: null,
  holderArea: '33.74',
  named: [],
  agencies: [],
  bodies: [],
};

const person = (...grants: Grant[]) => ({ id: 'somebody', grants });

describe('who is told', () => {
  it('is the head of exactly the office; of a proposal its secretariat too', () => {
    expect(grantsTold({ ...PROPOSED, kind: 'held', why: 'start' })).toEqual([
      [{ role: 'HEAD', area: '33.74' }],
    ]);
    expect(grantsTold(PROPOSED)).toEqual([
      [
        { role: 'HEAD', area: '33.74' },
        { role: 'SECRETARIAT', area: '33.74' },
      ],
    ]);
  });

  it('is the agency that got a direction, where it is next above if it has nobody there', () => {
    const asked = grantsTold(DIRECTION);
    expect(asked[0]).toEqual([{ role: 'OFFICER', area: '33.74', agency: 'DLH' }]);
    expect(asked.map(([first]) => `${first?.role} ${first?.area}`)).toEqual([
      'OFFICER 33.74',
      'OFFICER 33',
      'OFFICER ',
      'SECRETARIAT 33.74',
      'SECRETARIAT 33',
      'SECRETARIAT ',
    ]);
  });

  it('is who stands in for a head, and for nobody else', () => {
    expect(toldOnDuty(PROPOSED)).toBe(true);
    expect(toldOnDuty(DIRECTION)).toBe(false);
  });

  it('is nobody of the accused office, whatever else they hold', () => {
    const accused = { ...ACCESS, accusedOffice: { area: '33.74.10' } };
    expect(mayBeTold(person({ role: 'HEAD', area: '33.74' }), accused)).toBe(true);
    const both = person({ role: 'HEAD', area: '33.74' }, { role: 'OPERATOR', area: '33.74.10.1004' });
    expect(mayBeTold(both, accused)).toBe(false);
  });

  it('is nobody who may not see a restricted case', () => {
    const restricted = { ...ACCESS, access: 'RESTRICTED' as const };
    expect(mayBeTold(person({ role: 'HEAD', area: '33.74' }), restricted)).toBe(true);
    expect(mayBeTold(person({ role: 'HEAD', area: '33' }), restricted)).toBe(false);
    expect(mayBeTold(person({ role: 'DESK', area: '33.74' }), restricted)).toBe(false);
    expect(mayBeTold({ ...person(), id: 'somebody' }, { ...restricted, named: ['somebody'] })).toBe(true);
  });

  it('is anybody on duty for an open case', () => {
    expect(mayBeTold(person({ role: 'OFFICER', area: '33.74', agency: 'SATPOL_PP' }), ACCESS)).toBe(true);
  });
});

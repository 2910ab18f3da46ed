import { type CaseAccess, visible } from './visibility.policies.js';

const AGAINST_THE_REGENT: CaseAccess = {
  area: '33.74.10',
  recordedBy: 'somebody',
  access: 'OPEN',
  accusedOffice: { area: '33.74' },
  holderArea: '33',
  named: [],
  agencies: [],
  bodies: [],
};
const AUDITOR = { role: 'AUDITOR', area: '33' } as const;
const REGENT = { role: 'HEAD', area: '33.74' } as const;

describe('a bar', () => {
  it('holds whatever else the person was granted', () => {
    expect(visible({ id: 'p', grants: [AUDITOR] }, AGAINST_THE_REGENT)).toBe(true);
    expect(visible({ id: 'p', grants: [AUDITOR, REGENT] }, AGAINST_THE_REGENT)).toBe(false);
  });

  it('is not shed by a token that leaves the barred grant out', () => {
    const byToken = { id: 'p', grants: [AUDITOR], held: [AUDITOR, REGENT] };
    expect(visible(byToken, AGAINST_THE_REGENT)).toBe(false);
  });
});

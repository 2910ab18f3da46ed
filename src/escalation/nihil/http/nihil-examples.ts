import type { OperationExample } from '../../../http/example.js';
import type { NihilDto } from './nihil.dto.js';

const REPORT = { area: '33.74', period: '2026-11-22' } satisfies NihilDto;

export const REPORT_NIHIL: OperationExample = {
  request: REPORT,
  response: {
    ...REPORT,
    from: '2026-11-21T17:00:00.000Z',
    until: '2026-11-22T11:05:00.000Z',
    zone: 'WIB',
    reportedAt: '2026-11-22T11:05:00.000Z',
  },
};

import type { OperationExample } from '../../../http/example.js';
import { overHead } from '../../policy/check/start-rules.js';
import { POLICY_1 } from '../../policy/policy-1.js';

const { version: _, ...POLICY } = POLICY_1;
const [WARNING] = overHead('E3', '/start/bySeverity/4');

const ADMINISTRATOR = {
  id: '01932e1a-5b7c-7d3e-8f10-2a4b6c8d0e12',
  role: 'ADMIN',
  name: 'Administrator',
};
const DRAFTED = {
  version: 2,
  status: 'draft',
  draftedBy: ADMINISTRATOR,
  draftedAt: '2026-11-21T03:00:00.000Z',
  activatedBy: null,
  activatedAt: null,
};
const IN_FORCE = {
  ...DRAFTED,
  status: 'active',
  activatedBy: ADMINISTRATOR,
  activatedAt: '2026-11-22T01:00:00.000Z',
};

const personOrNull = {
  type: ['object', 'null'],
  properties: { id: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } },
};
/** What of a policy may be null or of more than one type. */
const MEMBERS = {
  activatedBy: personOrNull,
  activatedAt: { type: ['string', 'null'] },
  within: { type: ['integer', 'null'] },
  hours: {},
  counts: {
    oneOf: [{ type: 'string' }, { type: 'object', properties: { areasOfDepth: { type: 'integer' } } }],
  },
  cases: { type: ['integer', 'null'] },
};

export const POLICIES: OperationExample = {
  response: { items: [IN_FORCE], next: null, total: 2 },
  members: MEMBERS,
};
export const POLICY_FOUND: OperationExample = { response: { ...IN_FORCE, ...POLICY }, members: MEMBERS };
export const DRAFT_POLICY: OperationExample = {
  request: POLICY,
  response: { ...DRAFTED, ...POLICY },
  members: MEMBERS,
  headers: ['Location'],
};
export const CHECK_POLICY: OperationExample = {
  request: {},
  response: {
    version: 2,
    passed: true,
    errors: 0,
    warnings: 1,
    text: 'Diperiksa: rujukan ke taksonomi, nama aturan, jalan ke atas dari setiap tingkat, … Kebijakan ini dapat diaktifkan.',
    findings: [{ ...WARNING, text: WARNING?.text.id }],
    recent: {
      days: 30,
      cases: 202,
      more: false,
      rules: [
        {
          family: 'time',
          rule: 'not_acknowledged',
          cases: 17,
          text: 'Perkiraan: 17 kasus di E0, E1 akan naik satu tingkat sesudah 240 menit. …',
        },
      ],
    },
  },
  members: MEMBERS,
};
export const ACTIVATE_POLICY: OperationExample = {
  request: { replaces: 1 },
  response: { version: 2, status: 'active', activatedAt: '2026-11-22T01:00:00.000Z' },
};

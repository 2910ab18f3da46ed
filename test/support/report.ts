import type { Body } from './running-app.js';

/** The body of a case that anybody over Central Java may log: what is required of it and nothing more. */
export const REPORT: Body = {
  category: 'APK_PLACEMENT',
  subcategory: 'TREE_NAILED',
  area: '33.74.10.1004',
  origin: 'CITIZEN',
  occurredAt: '2024-10-17T14:05:00+07:00',
};

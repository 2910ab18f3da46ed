import type { ErrorEntry } from './error-entry.js';

/** Why a cluster cannot be acted on so. */
export const CLUSTER_ERRORS = {
  cluster_ended: {
    status: 409,
    id: {
      title: 'Klaster sudah berakhir',
      detail:
        'Klaster ini sudah berakhir. Bila ada kejadian baru yang berdekatan, klaster baru akan muncul dengan sendirinya.',
    },
    en: {
      title: 'The cluster is over',
      detail: 'This cluster is over. If something new happens nearby, a new cluster appears by itself.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

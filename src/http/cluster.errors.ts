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
  acknowledging_person_missing: {
    status: 422,
    id: {
      title: 'Siapa yang mengetahui?',
      detail:
        'Petugas desk mencatat atas nama orang lain. Sebutkan di `by` kepala, petugas piket, atau sekretariat yang menyatakan mengetahui.',
    },
    en: {
      title: 'Who acknowledged?',
      detail:
        'A desk records it for somebody else. Name in `by` the head, duty officer or secretary who acknowledged.',
    },
  },
  acknowledging_person_not_of_the_office: {
    status: 422,
    id: {
      title: 'Bukan pejabat yang memegangnya',
      detail:
        'Orang di `by` bukan kepala, petugas piket, atau sekretariat dari tingkat yang memegang klaster ini. Pilih orang yang berwenang.',
    },
    en: {
      title: 'Not of the holding office',
      detail:
        'The person in `by` is neither head, duty officer nor secretary of the level that holds this cluster. Name one who is.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

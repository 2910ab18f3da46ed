import type { OperationExample } from '../../http/example.js';

/** The first of everything; the answer holds them all, `terms` by kind. */
export const TAXONOMY: OperationExample = {
  response: {
    version: 1,
    categories: [
      {
        code: 'APK_PLACEMENT',
        name: {
          id: 'Pelanggaran pemasangan APK/BK',
          en: 'Misplaced campaign props',
        },
        label: 'Pelanggaran pemasangan APK/BK',
        alleged: {
          id: 'Dugaan pelanggaran pemasangan alat peraga atau bahan kampanye',
          en: 'Alleged misplacement of campaign props or materials',
          label: 'Dugaan pelanggaran pemasangan alat peraga atau bahan kampanye',
        },
        restricted: false,
        lead: [
          {
            code: 'BAWASLU',
            part: {
              id: 'temuan dan rekomendasi',
              en: 'finding and recommendation',
            },
            label: 'temuan dan rekomendasi',
          },
        ],
        legalBases: [
          {
            citation: 'PKPU 13/2024',
            about: {
              id: 'Kampanye pemilihan kepala daerah',
              en: 'Campaigning in regional elections',
            },
            validFrom: '2024',
            validUntil: null,
            article: null,
            source: 'L18',
            alleged: {
              id: 'Dugaan pelanggaran pemasangan alat peraga atau bahan kampanye',
              en: 'Alleged misplacement of campaign props or materials',
            },
            label: 'Dugaan pelanggaran pemasangan alat peraga atau bahan kampanye (PKPU 13/2024)',
          },
        ],
        notes: [],
        details: {},
        subcategories: [
          {
            code: 'TREE_NAILED',
            name: {
              id: 'Dipaku di pohon',
              en: 'Nailed to a tree',
            },
            label: 'Dipaku di pohon',
            severity: 1,
            recommended: ['description'],
            notes: [],
          },
        ],
      },
    ],
    agencies: [
      {
        code: 'SATPOL_PP',
        name: {
          id: 'Satuan Polisi Pamong Praja (Satpol PP)',
          en: 'Civil service police unit',
        },
        label: 'Satuan Polisi Pamong Praja (Satpol PP)',
      },
    ],
    bodies: [
      {
        code: 'BAWASLU',
        agency: 'BAWASLU',
        name: {
          id: 'Badan Pengawas Pemilihan Umum (Bawaslu)',
          en: 'Election supervisory body',
        },
        label: 'Badan Pengawas Pemilihan Umum (Bawaslu)',
      },
    ],
    itemTypes: [
      {
        code: 'SPANDUK',
        name: {
          id: 'Spanduk',
          en: 'Cloth banner',
        },
        label: 'Spanduk',
      },
    ],
    terms: {
      statuses: [
        {
          code: 'RECEIVED',
          name: {
            id: 'Masuk',
            en: 'Received',
          },
          label: 'Masuk',
        },
      ],
    },
    localNames: {
      agencies: [
        {
          area: '11',
          agency: 'SATPOL_PP',
          name: 'Satpol PP dan WH (Wilayatul Hisbah)',
        },
      ],
      units: [
        {
          area: '11',
          unit: 'MUKIM',
          word: 'mukim',
        },
      ],
    },
    sources: {
      L18: 'pelitakarawang.com/2024/09/peserta-pilkada-2024-diharapkan.html',
    },
  },
  headers: ['ETag'],
};

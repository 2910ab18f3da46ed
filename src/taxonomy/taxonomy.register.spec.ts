import { CORRECTABLE } from '../case/domain/correction.js';
import { detailsRules } from './details-rules.js';
import { taxonomyAnswer } from './http/taxonomy-answer.js';
import { TaxonomyRegister } from './taxonomy.register.js';
import { plain } from './words.js';

/** Category → default severity and sub-categories, in the order of the domain's table. */
const TABLE: Readonly<Record<string, readonly [number, string]>> = {
  APK_PLACEMENT: [
    1,
    'TREE_NAILED UTILITY_POLE WORSHIP_PLACE SCHOOL HEALTH GOV_BUILDING PROTOCOL_ROAD PARK_RTH PRIVATE_NO_PERMIT DANGEROUS WRONG_SIZE_DESIGN',
  ],
  APK_TIMING: [1, 'BEFORE_CAMPAIGN MASA_TENANG'],
  APK_DAMAGE: [2, 'TORN STOLEN BURNED'],
  CAMPAIGN_PLACE: [2, 'AT_SCHOOL AT_CAMPUS AT_WORSHIP AT_GOV_FACILITY NO_PERMIT'],
  STATE_RESOURCE: [2, 'VEHICLE BUILDING BANSOS OFFICIAL_NO_LEAVE'],
  NEUTRALITY: [
    2,
    'ASN_SOCIAL_MEDIA ASN_POSE ASN_ATTEND ASN_ACTIVE KADES PERANGKAT_DESA TNI_POLRI LINMAS PENYELENGGARA',
  ],
  MONEY_POLITICS: [3, 'CASH GOODS SERVICES PROMISE SERANGAN_FAJAR POTENTIAL'],
  CONTENT: [2, 'HOAX HATE_SPEECH BLACK_CAMPAIGN SARA INCITEMENT DEEPFAKE CYBER_MASA_TENANG'],
  VOTER_LIST: [1, 'NOT_IN_DPT INELIGIBLE_IN_DPT DUPLICATE BORDER_AREA DPTB_PROCESS DPK_POTENTIAL NO_EKTP'],
  TPS_DISPUTE: [
    3,
    'WRONG_ADDRESS_VOTER DOUBLE_VOTE UNREGISTERED_VOTE BOX_PROCEDURE BALLOT_MARKED BALLOT_DAMAGED WITNESS_OBJECTION LATE_OPEN SHORTAGE COUNT_DISPUTE CROWD',
  ],
  LOGISTICS: [2, 'LATE DAMAGED SWAPPED ESCORT ROUTE_BLOCKED STORAGE_SECURITY'],
  GROUP_CLASH: [3, 'VERBAL MASS_GATHERING UNRULY_PROTEST BRAWL ATTACK_PROPERTY ARSON WEAPON'],
  INTIMIDATION: [3, 'VOTER OFFICER JOURNALIST CANDIDATE'],
  COMMUNITY_CONFLICT: [
    2,
    'LAND_RESOURCE BOUNDARY WORSHIP_SITE IDENTITY VILLAGE_ELECTION LABOUR YOUTH_BRAWL MOB_JUSTICE',
  ],
  SOCIAL_TENSION: [1, 'NEIGHBOUR_SPLIT IDENTITY_RUMOUR ORMAS_FRICTION SYMBOL_DISPUTE'],
  OFFICER_WELFARE: [2, 'KPPS_SICK KPPS_DEATH OFFICER_ATTACKED'],
  HAZARD: [2, 'FLOOD LANDSLIDE STORM POWER NETWORK'],
};
const UPPER = ['ARSON', 'WEAPON', 'ATTACK_PROPERTY', 'KPPS_DEATH', 'MOB_JUSTICE'];

/** Everything that may be cited; each was read in a source. What somebody only remembered is not among it. */
const CITABLE = [
  'PKPU 13/2024',
  'PKPU 15/2023 jo. PKPU 20/2023',
  'PKPU 15/2023 jo. PKPU 20/2023 Pasal 70–71',
  'PKPU 17/2024 Pasal 50 ayat (3)',
  'Permendagri 2/2018 jo. 46/2019',
  'PP 42/2004',
  'PP 94/2021',
  'SKB MenPANRB 2/2022, Mendagri 800-5474, BKN 246, KASN 30, Bawaslu 1447.1',
  'UU 1/2015 jo. UU 8/2015, UU 10/2016, UU 6/2020',
  'UU 1/2024 Pasal 28 ayat (2) dan (3)',
  'UU 10/2016 Pasal 112 ayat (2)',
  'UU 10/2016 Pasal 187A',
  'UU 10/2016 Pasal 71',
  'UU 7/2012',
  'UU 7/2017 Pasal 276 dan 492',
  'UU 7/2017 Pasal 372',
  'UU 7/2017 Pasal 373',
  'UU 7/2017 Pasal 515 dan 523',
];

const taxonomy = new TaxonomyRegister();
const categories = taxonomy.categories();
const subcategories = categories.flatMap((category) =>
  category.subcategories.map((subcategory) => ({ category, subcategory })),
);

describe('the taxonomy', () => {
  it('has every category and sub-category of the domain and no other', () => {
    const codes = categories.map(({ code, subcategories }) => [
      code,
      subcategories.map((subcategory) => subcategory.code).join(' '),
    ]);
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(Object.entries(TABLE).map(([code, [, all]]) => [code, all])),
    );
  });

  it('defaults to the lower severity of a range, and to the upper for five sub-categories', () => {
    for (const { category, subcategory } of subcategories) {
      const lower = TABLE[category.code]?.[0];
      expect([subcategory.code, subcategory.severity]).toEqual([
        subcategory.code,
        UPPER.includes(subcategory.code) ? 4 : lower,
      ]);
    }
  });

  it('says everything in both languages', () => {
    const words = [
      ...categories.flatMap(({ name, alleged, notes }) => [name, alleged, ...notes.map(({ text }) => text)]),
      ...categories.flatMap(({ lead }) => lead.map(({ part }) => part)),
      ...subcategories.flatMap(({ subcategory }) => [
        subcategory.name,
        ...subcategory.notes.map(({ text }) => text),
      ]),
      ...taxonomy.kinds().flatMap((kind) => taxonomy.terms(kind).map(({ name }) => name)),
    ];
    expect(words.filter(({ id, en }) => id.trim() === '' || en.trim() === '')).toEqual([]);
  });

  it('cites only law that was read somewhere, with the day from which it holds, and words it as a suspicion', () => {
    const bases = categories.flatMap(({ legalBases }) => legalBases);
    const cited = new Set(bases.map(({ citation, article }) => [citation, article ?? []].flat().join(' ')));
    expect([...cited].sort()).toEqual([...CITABLE].sort());
    for (const { alleged, validFrom, validUntil } of bases) {
      expect(alleged.id).toMatch(/^Dugaan /);
      expect(alleged.en).toMatch(/^Alleged /);
      expect(validFrom).toMatch(/^\d{4}(-\d\d-\d\d)?$/);
      expect(validUntil === null || validUntil > validFrom).toBe(true);
    }
  });

  it('prints nothing of what is only remembered', () => {
    const printed = JSON.stringify(taxonomyAnswer(taxonomy, 'id'));
    for (const remembered of [
      /pasal 69\b/i,
      /\b69g\b/,
      /pasal 60\b/i,
      /pemutakhiran/i,
      /PKPU logistik/i,
      /memory/,
    ]) {
      expect(printed).not.toMatch(remembered);
    }
  });

  it('says of a campus that campaigning there is a suspicion only without permission or with attributes', () => {
    const [note] = taxonomy.subcategory('CAMPAIGN_PLACE', 'AT_CAMPUS')?.notes ?? [];
    expect(note?.citations).toEqual(['Putusan MK 65/PUU-XXI/2023', 'Putusan MK 69/PUU-XXII/2024']);
    expect(note?.text.id).toMatch(/tanpa izin.*atribut/);
  });

  it('restricts neutrality and state resources, and nothing else, by default', () => {
    const restricted = categories.filter(({ code }) => taxonomy.restrictedByDefault(code));
    expect(restricted.map(({ code }) => code)).toEqual(['STATE_RESOURCE', 'NEUTRALITY']);
  });

  it('has a word in both languages for every field that can be put right', () => {
    const wordless = CORRECTABLE.filter((field) =>
      (['id', 'en'] as const).some((language) => taxonomy.words('fields', field, language) === field),
    );
    expect(wordless).toEqual([]);
  });

  it('recommends only fields that exist and have words', () => {
    for (const { category, subcategory } of subcategories) {
      for (const path of subcategory.recommended) {
        expect(taxonomy.words('fields', path, 'id')).not.toBe(path);
        if (!path.startsWith('details.')) continue;
        expect(Object.keys(detailsRules(category.code))).toContain(path.slice('details.'.length));
      }
    }
    expect(taxonomy.recommended('TPS_DISPUTE', 'LATE_OPEN')).toEqual([
      'description',
      'details.tps',
      'details.moment',
    ]);
    expect(taxonomy.recommended('TPS_DISPUTE', 'NO_SUCH')).toEqual([]);
  });

  it('hints at agencies and bodies that exist, for sub-categories that exist', () => {
    for (const { code, lead, subcategories } of categories) {
      const own = subcategories.map((subcategory) => subcategory.code);
      for (const hint of lead) {
        expect([code, hint.code, taxonomy.isAgency(hint.code) || taxonomy.isBody(hint.code)]).toEqual([
          code,
          hint.code,
          true,
        ]);
        expect(own).toEqual(expect.arrayContaining([...(hint.only ?? [])]));
      }
    }
  });
});

describe('names of the taxonomy', () => {
  it.each([
    ['APK_PLACEMENT', 'APK_PLACEMENT'],
    ['apk_placement', 'APK_PLACEMENT'],
    ['  Pelanggaran Pemasangan APK / BK ', 'APK_PLACEMENT'],
    ['misplaced campaign props', 'APK_PLACEMENT'],
    ['SENGKETA/KEJADIAN TPS', 'TPS_DISPUTE'],
    ['politik  uang', 'MONEY_POLITICS'],
    ['Kerawanan Sosial', 'SOCIAL_TENSION'],
  ])('finds the category behind %j', (text, code) => {
    expect(taxonomy.byName(text)?.code).toBe(code);
  });

  it.each([
    ['APK_PLACEMENT', 'dipaku di pohon', 'TREE_NAILED'],
    ['APK_PLACEMENT', 'Tiang listrik / telepon', 'UTILITY_POLE'],
    ['CAMPAIGN_PLACE', 'Tempat ibadah', 'AT_WORSHIP'],
    ['CONTENT', 'hoax', 'HOAX'],
    ['COMMUNITY_CONFLICT', 'tawuran', 'YOUTH_BRAWL'],
    ['LOGISTICS', 'late', 'LATE'],
  ])('finds the sub-category of %s behind %j', (category, text, code) => {
    expect(taxonomy.subcategoryByName(category, text)?.code).toBe(code);
  });

  it.each(['', ' ', 'APK_SALAH', 'DI_MANA_SAJA', 'constructor'])('finds nothing behind %j', (text) => {
    expect(taxonomy.byName(text)).toBeUndefined();
    expect(taxonomy.subcategoryByName('APK_PLACEMENT', text)).toBeUndefined();
    expect(taxonomy.subcategoryByName(text, 'TREE_NAILED')).toBeUndefined();
  });

  it('lead to one thing only', () => {
    for (const siblings of [categories, ...categories.map((category) => category.subcategories)]) {
      const spellings = siblings.flatMap(({ code, name, aliases }) =>
        [...new Set([code, name.id, name.en, ...aliases].map(plain))].map((text) => ({ text, code })),
      );
      const twice = spellings.filter(({ text }, index) =>
        spellings.some((other, at) => at !== index && other.text === text),
      );
      expect(twice).toEqual([]);
    }
  });

  it('of item types are found as people write them', () => {
    expect(taxonomy.codeByText('itemTypes', 'Umbul-umbul')).toBe('UMBUL_UMBUL');
    expect(taxonomy.codeByText('itemTypes', 'pamflet/stiker')).toBe('PAMFLET_STIKER');
    expect(taxonomy.codeByText('itemTypes', 'kapal')).toBeUndefined();
  });
});

describe('local names', () => {
  it('call an agency as it is called there', () => {
    expect(taxonomy.agencyName('SATPOL_PP', '11.71.01', 'id')).toBe('Satpol PP dan WH (Wilayatul Hisbah)');
    expect(taxonomy.agencyName('SATPOL_PP', '33.74', 'en')).toBe('Civil service police unit');
    expect(taxonomy.agencyName('NO_SUCH', '33', 'id')).toBe('NO_SUCH');
  });

  it.each([
    ['11.01.01.2001', 'gampong'],
    ['11.02.01.2001', 'kute'],
    ['13.05.01.2001', 'nagari'],
    ['13.09.01.2001', 'desa'],
    ['13.71.01.1001', 'kelurahan'],
    ['18.12.01.2001', 'tiyuh'],
    ['33.74.10.1004', 'kelurahan'],
    ['33.25.08.2003', 'desa'],
    ['34.04.01.2001', 'kalurahan'],
    ['34.04.01', 'kapanewon'],
    ['34.71.01', 'kemantren'],
    ['73.18.01.2001', 'lembang'],
    ['94.05.01', 'distrik'],
    ['94.05.01.2001', 'kampung'],
    ['33.25.08', 'kecamatan'],
    ['33.25', 'kabupaten'],
    ['33.74', 'kota'],
    ['33', 'provinsi'],
  ])('call the area %s a %s', (area, word) => {
    expect(taxonomy.areaWord(area)).toBe(word);
  });
});

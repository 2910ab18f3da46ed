import { randomUUID } from 'node:crypto';
import type { Answer, Body, Caller, RunningApp } from '../support/running-app.js';
import {
  ASKED,
  type Asker,
  BODY,
  KECAMATAN,
  KOTA,
  LEAD,
  PROVINCE,
  SUPPORTING,
  VACANT,
} from './permission-matrix.people.js';
import type { Place } from './permission-matrix.table.js';

/** A case as far as questions need it. */
export interface MadeCase {
  readonly id: string;
  /** A word that is in no other case, to find it in a list. */
  readonly word: string;
  /** Of the last command of its making. */
  readonly position: string;
  /** Of the command before. */
  readonly before: string;
  readonly etag: string | null;
}

/** A case with nothing against anybody, and the same accusing the office of the kota. */
export type CasePair = Readonly<Record<Place, MadeCase>>;

type Doer = 'secretariat' | 'officer';
type Step = readonly [who: Doer, tail: string, body: Body];

const DUE = '2030-01-01T00:00:00Z';
const assigned = (lead: string, ...supporting: string[]): Step => [
  'secretariat',
  'assignment',
  { lead, supporting, dueAt: DUE },
];
const asked = (agency: string): Step => [
  'secretariat',
  'input-requests',
  { agency, question: 'Apa pendapat Anda?' },
];
const VERIFIED: Step = ['secretariat', 'verification', { outcome: 'VERIFIED' }];
const REFERRED: Step = ['secretariat', 'referrals', { body: BODY, as: 'TRANSFER', reason: 'Wewenangnya.' }];
const GIVEN_BACK: Step = [
  'secretariat',
  'referrals/1/progress',
  { state: 'PROVEN', at: '2024-01-02T00:00:00Z' },
];
const RESOLVED: Step = ['officer', 'resolution', { outcome: 'SETTLED', summary: 'Sudah damai.' }];
const CLOSED: Step = ['secretariat', 'closure', {}];

/** Everybody who can have to do with a case has to do with it, before anybody verified it. */
const WORKED = [assigned(LEAD, SUPPORTING), asked(ASKED), REFERRED];
const RETURNED = [...WORKED, VERIFIED, GIVEN_BACK];
const UNASSIGNED = [VERIFIED, ...[LEAD, SUPPORTING, ASKED].map(asked), REFERRED, GIVEN_BACK];

interface Story {
  readonly report?: Body;
  readonly steps: readonly Step[];
}

/** How a case came to where each question wants it. */
const STORIES = {
  worked: { steps: WORKED },
  refused: { steps: [...WORKED, ['officer', 'assignment/refusal', { reason: 'Bukan wewenang.' }]] },
  vacant: { steps: [assigned(VACANT), asked(VACANT)] },
  returned: { steps: RETURNED },
  reassigned: { steps: [...RETURNED, assigned(LEAD, SUPPORTING)] },
  unassigned: { steps: UNASSIGNED },
  resolved: { steps: [...RETURNED, RESOLVED] },
  closed: { steps: [...RETURNED, RESOLVED, CLOSED] },
  warned: {
    report: { nature: 'POTENTIAL', expectedFrom: '2030-01-01T00:00:00Z' },
    steps: [VERIFIED, ...[LEAD, SUPPORTING, ASKED].map(asked)],
  },
  restricted: { report: { access: 'RESTRICTED' }, steps: WORKED },
  grave: { report: { severity: 4 }, steps: WORKED },
} as const satisfies Readonly<Record<string, Story>>;

export type StoryKey = keyof typeof STORIES;
export const STORY_KEYS = Object.keys(STORIES) as readonly StoryKey[];

/** Makes the cases of the matrix, by people of the province, whom nothing bars. */
export class CaseMaker {
  private constructor(
    private readonly secretariat: Caller,
    private readonly officer: Caller,
    private readonly recorder: Caller,
  ) {}

  static async at(app: RunningApp): Promise<CaseMaker> {
    const [secretariat, officer, recorder] = await Promise.all([
      app.person({ role: 'SECRETARIAT', area: PROVINCE }),
      app.person({ role: 'OFFICER', area: PROVINCE, agency: LEAD }),
      app.person({ role: 'OPERATOR', area: PROVINCE }),
    ]);
    return new CaseMaker(secretariat, officer, recorder);
  }

  async pair(key: StoryKey, office: Body = { area: KOTA }): Promise<CasePair> {
    const { report, steps }: Story = STORIES[key];
    const [open, accused] = await Promise.all([
      this.make(this.recorder, { ...report }, steps),
      this.make(this.recorder, { ...report, accusedOffice: office }, steps),
    ]);
    return { inside: open, outside: open, barred: accused };
  }

  /** A case of somebody's own: in their area, moved out of it since, and against their own office. */
  async own({ caller }: Asker): Promise<CasePair> {
    const [inside, outside, barred] = await Promise.all([
      this.make(caller, {}, []),
      this.make(caller, {}, [this.corrected('area', '33.75.01')]),
      this.make(caller, { accusedOffice: { area: KOTA } }, []),
    ]);
    return { inside, outside, barred };
  }

  /** Somebody's own case that they saw happen. */
  seen({ caller }: Asker): Promise<MadeCase> {
    return this.make(caller, { origin: 'OWN_OBSERVATION' }, []);
  }

  /** A case that waits for a second person after somebody resolved it. */
  async resolvedBy({ caller }: Asker): Promise<MadeCase> {
    const made = await this.make(this.recorder, {}, UNASSIGNED);
    return after(made, caller, 'resolution', { outcome: 'SETTLED', summary: 'Sudah damai.' });
  }

  /** The same case, accused only after it had been worked on. */
  async accusedLater(): Promise<CasePair> {
    const [open, accused] = await Promise.all([
      this.make(this.recorder, {}, [...WORKED, this.corrected('place', 'Simpang lain')]),
      this.make(this.recorder, {}, [...WORKED, this.corrected('accusedOffice', { area: KOTA })]),
    ]);
    return { inside: open, outside: open, barred: accused };
  }

  /** A case that besides those who see every restricted case only these persons see. */
  async restrictedTo(people: readonly string[]): Promise<MadeCase> {
    const made = await this.make(this.recorder, { access: 'RESTRICTED' }, []);
    const naming = people.map((person) =>
      after(made, this.secretariat, 'access', { person, reason: 'Perlu tahu.' }),
    );
    const named = await Promise.all(naming);
    return named.reduce((last, one) => (one.position > last.position ? one : last), made);
  }

  /** Something happens to a case that changes nothing about who may do what. */
  async stir(made: MadeCase): Promise<MadeCase> {
    return after(made, this.secretariat, 'notes', { text: 'Catatan.' });
  }

  private corrected(field: string, value: unknown): Step {
    return ['secretariat', 'corrections', { field, value, reason: 'Keliru.' }];
  }

  private async make(recorder: Caller, report: Body, steps: readonly Step[]): Promise<MadeCase> {
    const word = randomUUID();
    const recorded = await recorder.post('/v1/cases', reportOf({ description: word, ...report }));
    if (recorded.status !== 201) throw new Error(`Recording: ${JSON.stringify(recorded.body)}`);
    let made: MadeCase = { id: recorded.body.id, word, before: '', ...placeOf(recorded) };
    for (const [who, tail, body] of steps) made = await after(made, this[who], tail, body);
    return made;
  }
}

/** The case after one more thing was done to it. */
async function after(made: MadeCase, who: Caller, tail: string, body: Body): Promise<MadeCase> {
  const done = await who.post(`/v1/cases/${made.id}/${tail}`, body, { ifMatch: made.etag });
  if (done.status !== 200) throw new Error(`${tail}: ${done.status} ${JSON.stringify(done.body)}`);
  return { ...made, before: made.position, ...placeOf(done) };
}

function placeOf({ headers }: Answer): Pick<MadeCase, 'position' | 'etag'> {
  return { position: headers.get('kondusif-position') ?? '', etag: headers.get('etag') };
}

/** A report of something grave enough to be acted on before it is verified. */
export function reportOf(more: Body = {}): Body {
  return {
    category: 'GROUP_CLASH',
    subcategory: 'BRAWL',
    area: KECAMATAN,
    origin: 'CITIZEN',
    severity: 3,
    occurredAt: '2024-01-01T00:00:00Z',
    ...more,
  };
}

import type { Answer, RunningApp } from '../support/running-app.js';
import {
  CaseMaker,
  type CasePair,
  type MadeCase,
  STORY_KEYS,
  type StoryKey,
} from './permission-matrix.cases.js';
import { type Asker, type Askers, type ColumnKey, KOTA, LEAD } from './permission-matrix.people.js';
import type { Place } from './permission-matrix.table.js';

/** Who logs cases, and so may have their own; one officer stands for all. */
const RECORDERS: readonly ColumnKey[] = [
  'reporter',
  'operator',
  'verifier',
  'desk',
  'lead',
  'camat',
  'head',
  'kecamatan',
  'secretariat',
];
/** Who may resolve a case and then be asked to close it. */
const RESOLVERS: readonly ColumnKey[] = ['camat', 'head', 'kecamatan', 'secretariat'];

/** Cases in a live stream, between two points that everybody knows. */
export interface Followed {
  readonly from: string;
  /** All that happened to these did so after `from`. */
  readonly accusedLater: CasePair;
  /** A restricted case that everybody who asks was named on; its event comes after those of the others. */
  readonly last: MadeCase;
}

/** Cases and people as the questions need them, made once. */
export interface CaseWorld {
  readonly cases: Readonly<Record<StoryKey, CasePair>>;
  /** Accuses the lead agency in the kota, not the office itself. */
  readonly againstAnAgency: CasePair;
  /** The camat has acknowledged it. */
  readonly acknowledged: CasePair;
  readonly followed: Followed;
  readonly own: Readonly<Partial<Record<ColumnKey, CasePair>>>;
  readonly ownSeen: Readonly<Partial<Record<ColumnKey, MadeCase>>>;
  readonly ownResolved: Readonly<Partial<Record<ColumnKey, MadeCase>>>;
  /** The page of a case as it answered before anything was asked of the case. */
  page(who: Asker, story: StoryKey, place: Place): Answer;
}

export async function makeWorld(app: RunningApp, askers: Askers): Promise<CaseWorld> {
  const maker = await CaseMaker.at(app);
  const forEach = async <K extends string, T>(keys: readonly K[], make: (key: K) => Promise<T>) =>
    Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await make(key)]))) as Record<K, T>;
  const cases = await forEach(STORY_KEYS, (key) => maker.pair(key));
  const againstAnAgency = await maker.pair('worked', { area: KOTA, agency: LEAD });
  const acknowledged = await maker.pair('worked');
  await askers.camat.inside.caller.post(`/v1/cases/${acknowledged.inside.id}/escalation/acknowledgement`, {
    via: 'APP',
  });
  const own = await forEach(RECORDERS, (key) => maker.own(askers[key].inside));
  const ownSeen = await forEach(RECORDERS, (key) => maker.seen(askers[key].inside));
  const ownResolved = await forEach(RESOLVERS, (key) => maker.resolvedBy(askers[key].inside));
  const followed = await follow(maker, cases.worked, askers);
  const pages = await openEverything(cases, askers);
  const page = (who: Asker, story: StoryKey, place: Place) =>
    pages.get(`${who.caller.id} ${cases[story][place].id}`) as Answer;
  return { cases, againstAnAgency, acknowledged, followed, own, ownSeen, ownResolved, page };
}

/** Something happens to the cases, and then to one that everybody sees. */
async function follow(maker: CaseMaker, cases: CasePair, askers: Askers): Promise<Followed> {
  const everybody = Object.values(askers).flatMap(({ inside, outside }) => [inside, outside]);
  const named = await maker.restrictedTo(everybody.map(({ caller }) => String(caller.id)));
  const accusedLater = await maker.accusedLater();
  for (const made of [cases.inside, cases.barred]) await maker.stir(made);
  return { from: named.position, accusedLater, last: await maker.stir(named) };
}

/** The pages of all cases, by person and case. */
async function openEverything(cases: CaseWorld['cases'], askers: Askers): Promise<Map<string, Answer>> {
  const pages = new Map<string, Answer>();
  const open = async ({ caller }: Asker, { id }: MadeCase) =>
    pages.set(`${caller.id} ${id}`, await caller.get(`/v1/cases/${id}`));
  for (const pair of Object.values(cases)) {
    const opened = Object.values(askers).flatMap(({ inside, outside }) => [
      open(inside, pair.inside),
      open(outside, pair.outside),
      open(inside, pair.barred),
    ]);
    await Promise.all(opened);
  }
  return pages;
}

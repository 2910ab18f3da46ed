import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AreaEdition } from '../../src/area/area-edition.js';
import { areaAt } from '../../src/escalation/clusters/domain/candidate.js';
import { canonicalLink } from '../../src/escalation/clusters/domain/canonical-link.js';
import type { EventStore } from '../../src/event-store/event-store.js';
import type { NewEvent } from '../../src/event-store/recorded-event.js';
import { acknowledgeClock, caseEvents } from './case-events.js';
import { grouped } from './grouped.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Less than the shortest window of a rule, so that all cases of a group are near to each other. */
const SPREAD_MS = 20 * HOUR_MS;
/** Further apart than two windows, so that no group is near to another of its kabupaten or kota. */
const APART_MS = 10 * DAY_MS;
/** Beyond the numbers of the clocked cases. */
const FIRST_SERIAL = 1_000_000;
const FEWEST = 3;
const MOST = 7;
/** Share of a group's cases that comes points later than the others, and share of those that comes with each point. */
const LATE = 0.25;
const COMES = 0.3;

/** Rules of policy 1 with cases that reach them and no other; `places`: where the cases happen, in turn. */
const KINDS = [
  {
    rule: 'repeated_disorder',
    ...{ category: 'GROUP_CLASH', subcategory: 'BRAWL' },
    ...{ depth: 3, sameLink: false, places: ([first]: Districts) => [first] },
  },
  {
    rule: 'supply',
    ...{ category: 'LOGISTICS', subcategory: 'LATE' },
    ...{ depth: 2, sameLink: false, places: (own: Districts) => own },
  },
  {
    rule: 'same_content_in_districts',
    ...{ category: 'CONTENT', subcategory: 'HOAX' },
    ...{ depth: 2, sameLink: true, places: (own: Districts) => own },
  },
  {
    rule: 'same_content_in_regencies',
    ...{ category: 'CONTENT', subcategory: 'HOAX' },
    ...{ depth: 1, sameLink: true, places: ([first]: Districts, map: AreaMap) => map.besides(first) },
  },
] as const;

type Kind = (typeof KINDS)[number];
/** All of one kabupaten or kota, at least three. */
type Districts = readonly [string, ...string[]];

/** Cases that must become one cluster, and what that is known by. */
export interface CaseGroup {
  readonly rule: string;
  /** Where the rule counts. */
  readonly area: string;
  /** SHA-256 of the canonical link that the cases share. */
  readonly link: string | null;
  readonly cases: readonly GroupedCase[];
}

/** A case with its events, which are the same at every try to append them. */
export interface GroupedCase {
  readonly id: string;
  readonly isLate: boolean;
  readonly events: readonly NewEvent[];
}

/** Groups of cases on their way into the log, each case by itself and some later than the others. */
export class CaseGroups {
  readonly all: CaseGroup[] = [];
  private readonly map = new AreaMap();
  private waiting: readonly GroupedCase[] = [];

  /** Begins more groups, and appends their cases and some that wait, each at a moment within the time. */
  async begin(store: EventStore, random: () => number, groups: number, withinMs: number): Promise<void> {
    const begun = Array.from({ length: groups }, (_, index) =>
      groupOf(this.all.length + index, this.map, random),
    );
    this.all.push(...begun);
    const cases = begun.flatMap((group) => group.cases);
    const late = new Set([
      ...this.waiting.filter(() => random() >= COMES),
      ...cases.filter(({ isLate }) => isLate),
    ]);
    const now = [...this.waiting, ...cases].filter((one) => !late.has(one));
    const refused = await Promise.all(
      now.map(async (one) => {
        await sleep(random() * withinMs);
        return (await stands(store, one)) ? [] : [one];
      }),
    );
    this.waiting = [...refused.flat(), ...late];
  }

  /** Appends what is left. Throws where a case still does not get into the log. */
  async end(store: EventStore): Promise<void> {
    for (const one of this.waiting) {
      if (!(await stands(store, one))) throw new Error(`Case ${one.id} does not get into the log.`);
    }
    this.waiting = [];
  }
}

/** Whether the case is surely in the log, by this try or one before; where the store was killed nobody knows. */
async function stands(store: EventStore, { id, events }: GroupedCase): Promise<boolean> {
  const appending = store.append({ stream: `case-${id}`, expected: 'no-stream', events });
  const outcome = await appending.then(
    (result) => result.outcome,
    () => 'unknown',
  );
  return outcome === 'appended' || outcome === 'duplicate';
}

function groupOf(serial: number, map: AreaMap, random: () => number): CaseGroup {
  const kind = KINDS[serial % KINDS.length] as Kind;
  const { own, turn } = map.turnOf(serial);
  const places = kind.places(own, map);
  const url = kind.sameLink ? `https://contoh.example/unggahan/${randomUUID()}` : null;
  const from = Date.now() - (turn + 1) * APART_MS;
  const size = FEWEST + Math.floor(random() * (MOST - FEWEST + 1));
  const cases = Array.from({ length: size }, (_, index) =>
    caseOf(kind, {
      area: places[index % places.length] as string,
      at: new Date(from + random() * SPREAD_MS).toISOString(),
      serial: serial * MOST + index,
      isLate: random() < LATE,
      url,
    }),
  );
  const area = areaAt(places[0] as string, kind.depth) as string;
  return { rule: kind.rule, area, link: url === null ? null : hashOf(url), cases };
}

function caseOf({ category, subcategory }: Kind, { url, serial, area, at, isLate }: CasePlan): GroupedCase {
  const details = url === null ? {} : { links: [{ url }] };
  const told = { category, subcategory, details, description: `Kelompok ${serial}`, area, at };
  const events = caseEvents(told, FIRST_SERIAL + serial, {
    level: 'E0',
    holder: { area, role: 'HEAD' },
    clocks: [acknowledgeClock('not_acknowledged', new Date(Date.now() + DAY_MS))],
  });
  return { id: randomUUID(), isLate, events };
}

interface CasePlan extends Pick<GroupedCase, 'isLate'> {
  readonly area: string;
  readonly at: string;
  readonly serial: number;
  readonly url: string | null;
}

function hashOf(url: string): string {
  return createHash('sha256')
    .update(canonicalLink(url) ?? url)
    .digest('hex');
}

/** The country's districts by kabupaten and kota, as far as these have enough of them. */
class AreaMap {
  private readonly regencies: readonly Districts[];

  constructor() {
    const codes = new AreaEdition().areas('DISTRICT').map(({ code }) => code);
    const groups = grouped(codes, (code) => areaAt(code, 2));
    this.regencies = [...groups.values()].filter(isEnough);
  }

  /** Every group has a kabupaten or kota to itself; when all have had their turn, at another time. */
  turnOf(serial: number): { readonly own: Districts; readonly turn: number } {
    const { length } = this.regencies;
    return { own: this.regencies[serial % length] as Districts, turn: Math.floor(serial / length) };
  }

  /** A district of every kabupaten and kota of its province. */
  besides(district: string): string[] {
    const province = areaAt(district, 1);
    return this.regencies.map(([first]) => first).filter((other) => areaAt(other, 1) === province);
  }
}

function isEnough(districts: string[]): districts is [string, ...string[]] {
  return districts.length >= FEWEST;
}

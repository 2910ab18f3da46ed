import { Injectable } from '@nestjs/common';
import { AreaRegister } from '../../area/area.register.js';
import { ElectionRegister } from '../../election/election.register.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { checkDetails } from '../../taxonomy/details.policies.js';
import { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import type { CaseReport } from '../domain/case.events.js';

type Part = Partial<CaseReport>;

const INSTANTS = [
  'occurredAt',
  'occurredUntil',
  'expectedFrom',
  'expectedUntil',
  'receivedAt',
  'knownAt',
] as const;

/** Whether what a report names exists: kinds, areas, agencies, registered contests and participants, details of its kind. */
@Injectable()
export class ReportLookups {
  constructor(
    private readonly taxonomy: TaxonomyRegister,
    private readonly areas: AreaRegister,
    private readonly elections: ElectionRegister,
  ) {}

  /**
   * The part of a report with its instants in UTC. `category` is that of the whole case, for its details.
   * Errors: `unknown_property` (400) for a detail that the kind does not have; else `invalid` or, for a single fault
   * of its own, `unknown_category`, `unknown_subcategory`, `unknown_area` (422), with `errors[]`.
   */
  async check<T extends Part>(part: T, category: string): Promise<T> {
    const faults = [
      ...this.kindFaults(part),
      ...this.areaFaults(part),
      ...(await this.registerFaults(part)),
      ...(part.details === undefined ? [] : checkDetails(category, part.details)),
    ];
    if (faults.length > 0) throw refusal(faults);
    return { ...part, ...instantsInUtc(part) };
  }

  /**
   * A new case names a kind and a sub-kind of it. A correction names one of the two: the other is held against it by
   * the rule, so that a case can be given another kind in two steps.
   */
  private kindFaults({ category, subcategory }: Part): FieldError[] {
    if (category !== undefined && this.taxonomy.category(category) === undefined) {
      return [{ pointer: '/category', code: 'unknown_category' }];
    }
    if (subcategory === undefined) return [];
    const isKnown =
      category === undefined
        ? this.categoriesOf(subcategory).length > 0
        : this.taxonomy.subcategory(category, subcategory) !== undefined;
    return isKnown ? [] : [{ pointer: '/subcategory', code: 'unknown_subcategory' }];
  }

  /** The categories that have a sub-category of this code. */
  categoriesOf(subcategory: string): string[] {
    const all = this.taxonomy.categories().map(({ code }) => code);
    return all.filter((category) => this.taxonomy.subcategory(category, subcategory) !== undefined);
  }

  private areaFaults({ area, otherAreas = [], accusedOffice }: Part): FieldError[] {
    const named: [string, string][] = otherAreas.map((code, index) => [`/otherAreas/${index}`, code]);
    if (area !== undefined) named.unshift(['/area', area]);
    if (accusedOffice !== undefined && accusedOffice.area !== '')
      named.push(['/accusedOffice/area', accusedOffice.area]);
    const faults = named
      .filter(([, code]) => !this.areas.exists(code))
      .map(([pointer]) => ({ pointer, code: 'unknown_area' }));
    const agency = accusedOffice?.agency;
    const isKnown = agency === undefined || this.taxonomy.isAgency(agency) || this.taxonomy.isBody(agency);
    return isKnown ? faults : [...faults, { pointer: '/accusedOffice/agency', code: 'unknown_agency' }];
  }

  private async registerFaults({ contests = [], participants = [] }: Part): Promise<FieldError[]> {
    const contestFaults = await faultsOf(contests, '/contests', 'unknown_contest', (id) =>
      this.elections.contestExists(id),
    );
    const participantFaults = await faultsOf(participants, '/participants', 'unknown_participant', (id) =>
      this.elections.participantExists(id),
    );
    return [...contestFaults, ...participantFaults];
  }
}

/** RFC 3339 with any offset as UTC, to the millisecond. */
export function inUtc(instant: string): string {
  return new Date(instant).toISOString();
}

async function faultsOf(
  ids: readonly string[],
  pointer: string,
  code: string,
  exists: (id: string) => Promise<boolean>,
): Promise<FieldError[]> {
  const known = await Promise.all(ids.map(exists));
  return ids.flatMap((_, index) => (known[index] ? [] : [{ pointer: `${pointer}/${index}`, code }]));
}

/** Faults that name the whole refusal where nothing else is wrong. */
const OF_THEIR_OWN = ['unknown_category', 'unknown_subcategory', 'unknown_area'];

function refusal(faults: readonly FieldError[]): DomainError {
  const codes = new Set(faults.map(({ code }) => code));
  if (codes.has('unknown_property')) return new DomainError('unknown_property', {}, faults);
  const [only] = codes;
  if (codes.size === 1 && only !== undefined && OF_THEIR_OWN.includes(only))
    return new DomainError(only, {}, faults);
  return new DomainError('invalid', {}, faults);
}

function instantsInUtc(part: Part): Part {
  const given = INSTANTS.filter((name) => typeof part[name] === 'string');
  return Object.fromEntries(given.map((name) => [name, inUtc(part[name] as string)]));
}

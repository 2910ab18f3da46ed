import { Injectable } from '@nestjs/common';
import { zoneOf } from '../../area/area-zone.js';
import { PeopleNames } from '../../identity/views/people-names.js';
import type { Addressee } from '../domain/direction.events.js';
import type { Direction, DirectionStatus, Done } from '../domain/direction.state.js';

/** Somebody by id and name; the name is null where nobody is known by the id. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string | null;
}

type DoneByNamed<D extends Done = Done> = Omit<D, 'by'> & { readonly by: NamedPerson };

/** A direction as readers see it. Instants are RFC 3339, UTC; `zone` is that of the area it goes to. */
export interface DirectionDocument {
  readonly id: string;
  readonly status: DirectionStatus;
  readonly from: { readonly role: 'HEAD'; readonly area: string };
  readonly to: Addressee;
  /** Those of its cases that the reader may see. */
  readonly cases: readonly string[];
  readonly cluster: string | null;
  readonly text: string;
  readonly dueAt: string;
  readonly zone: string;
  readonly issued: DoneByNamed;
  readonly acknowledged: DoneByNamed | null;
  readonly reportCount: number;
  readonly overdueSince: string | null;
  readonly completed: DoneByNamed<NonNullable<Direction['completed']>> | null;
  readonly revision: number;
}

/** The same with what was reported. */
export interface WholeDirection extends DirectionDocument {
  readonly reports: readonly { readonly at: string; readonly by: NamedPerson; readonly text: string }[];
}

/** What a document is made from. */
export interface DirectionSource {
  readonly id: string;
  readonly direction: Omit<Direction, 'reports'>;
  readonly reportCount: number;
  readonly revision: number;
}

/** Puts the names of people in the place of their ids, and leaves out what the reader may not see. */
@Injectable()
export class DirectionDocuments {
  constructor(private readonly names: PeopleNames) {}

  async of(
    sources: readonly DirectionSource[],
    visibleCases: ReadonlySet<string>,
  ): Promise<DirectionDocument[]> {
    const names = await this.names.namesOf(sources.flatMap(({ direction }) => peopleOf(direction)));
    return sources.map((source) => documentOf(source, visibleCases, names));
  }

  async whole(
    id: string,
    state: Direction,
    revision: number,
    visibleCases: ReadonlySet<string>,
  ): Promise<WholeDirection> {
    const { reports, ...direction } = state;
    const source = { id, direction, reportCount: reports.length, revision };
    const names = await this.names.namesOf([...peopleOf(direction), ...reports.map(({ by }) => by)]);
    return {
      ...documentOf(source, visibleCases, names),
      reports: reports.map(({ at, by, text }) => ({ at, by: named(by, names), text })),
    };
  }
}

type Names = ReadonlyMap<string, { readonly name: string }>;

function documentOf(
  { id, direction, reportCount, revision }: DirectionSource,
  visibleCases: ReadonlySet<string>,
  names: Names,
): DirectionDocument {
  const { status, from, to, cases, cluster, text, dueAt, overdueSince } = direction;
  const { issued, acknowledged, completed } = direction;
  return {
    id,
    status,
    from: { role: 'HEAD', area: from },
    to,
    cases: cases.filter((one) => visibleCases.has(one)),
    cluster,
    text,
    dueAt,
    zone: zoneOf(to.area).label,
    issued: { ...issued, by: named(issued.by, names) },
    acknowledged: acknowledged && { ...acknowledged, by: named(acknowledged.by, names) },
    reportCount,
    overdueSince,
    completed: completed && { ...completed, by: named(completed.by, names) },
    revision,
  };
}

function peopleOf({ issued, acknowledged, completed }: Omit<Direction, 'reports'>): string[] {
  return [issued, acknowledged, completed].flatMap((done) => (done === null ? [] : [done.by]));
}

function named(id: string, names: Names): NamedPerson {
  return { id, name: names.get(id)?.name ?? null };
}

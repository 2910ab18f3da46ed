import { Injectable } from '@nestjs/common';
import { zoneOf } from '../../area/area-zone.js';
import { PeopleNames } from '../../identity/views/people-names.js';
import type { ConflictStatus, Recorded } from '../domain/conflict-status.state.js';

type Named<R extends Recorded> = Omit<R, 'by'> & {
  readonly by: { readonly id: string; readonly name: string | null };
};

/** A conflict status as readers see it. Instants are RFC 3339, UTC; `zone` is that of its area. */
export type ConflictStatusDocument = Pick<
  ConflictStatus,
  'status' | 'area' | 'scale' | 'decree' | 'consultation' | 'from' | 'until' | 'remindAt' | 'endedAt'
> & {
  readonly id: string;
  readonly zone: string;
  readonly recorded: Named<Recorded>;
  readonly extensions: readonly Named<ConflictStatus['extensions'][number]>[];
  readonly revocation: Named<NonNullable<ConflictStatus['revocation']>> | null;
  readonly revision: number;
};

/** Puts the names of people in the place of their ids. */
@Injectable()
export class ConflictStatusDocuments {
  constructor(private readonly names: PeopleNames) {}

  async of(
    found: readonly { readonly id: string; readonly state: ConflictStatus; readonly revision: number }[],
  ): Promise<ConflictStatusDocument[]> {
    const names = await this.names.namesOf(found.flatMap(({ state }) => peopleOf(state)));
    const named = <R extends Recorded>(recorded: R): Named<R> => ({
      ...recorded,
      by: { id: recorded.by, name: names.get(recorded.by)?.name ?? null },
    });
    return found.map(({ id, state, revision }) => ({
      id,
      status: state.status,
      area: state.area,
      scale: state.scale,
      decree: state.decree,
      consultation: state.consultation,
      from: state.from,
      until: state.until,
      zone: zoneOf(state.area).label,
      remindAt: state.remindAt,
      recorded: named(state.recorded),
      extensions: state.extensions.map(named),
      revocation: state.revocation && named(state.revocation),
      endedAt: state.endedAt,
      revision,
    }));
  }
}

function peopleOf({ recorded, extensions, revocation }: ConflictStatus): string[] {
  return [recorded, ...extensions, ...(revocation === null ? [] : [revocation])].map(({ by }) => by);
}

import { Query } from '@nestjs/cqrs';
import type { Contest, Participant, StagePeriod } from '../domain/election.events.js';
import type { ElectionStagesRow } from './election-stages.projection.js';
import type { KeysetPage } from './keyset-page.js';

/** Filters combine with AND, a repeated one with OR. `area`: what concerns the area, from above or below. */
export interface RegisterFilter {
  readonly id?: readonly string[];
  readonly area?: readonly string[];
  readonly contest?: readonly string[];
  readonly kind?: readonly string[];
}

/** Which part of the list; keys of the page before, null for the first. */
export interface RegisterPage {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

export class ListContests extends Query<KeysetPage<Contest>> {
  constructor(
    readonly filter: RegisterFilter,
    readonly page: RegisterPage,
  ) {
    super();
  }
}

export class ListParticipants extends Query<KeysetPage<Participant>> {
  constructor(
    readonly filter: RegisterFilter,
    readonly page: RegisterPage,
  ) {
    super();
  }
}

/** A period with the contest to which it belongs. */
export type ContestStage = StagePeriod & { readonly contest: string };

export class ListStages extends Query<KeysetPage<ContestStage>> {
  constructor(
    readonly filter: RegisterFilter,
    readonly page: RegisterPage,
  ) {
    super();
  }
}

/** The calendar of one contest; null where it has none. */
export class FindStages extends Query<ElectionStagesRow | null> {
  constructor(readonly contest: string) {
    super();
  }
}

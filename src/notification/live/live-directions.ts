import { Injectable } from '@nestjs/common';
import { DIRECTION_FOLD } from '../../direction/direction-stream.js';
import { addresseeOf, issuerOf, seesDirection } from '../../direction/domain/direction.policies.js';
import { DirectionSight } from '../../direction/views/direction-sight.js';
import { foldRecorded } from '../../event-store/decision.js';
import { EventStore } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import type { Principal } from '../../kernel/grant.js';
import type { Followed, LiveKind } from './live-kind.js';

/** Directions for those who follow boards, and for whom they were given to. */
@Injectable()
export class LiveDirections implements LiveKind {
  readonly event = 'direction';

  constructor(
    private readonly store: EventStore,
    private readonly sight: DirectionSight,
  ) {}

  async followedBy(reader: Principal, { stream }: RecordedEvent): Promise<Followed | null> {
    const direction = foldRecorded(DIRECTION_FOLD, await this.store.read(stream));
    if (direction === null) return null;
    const [dutyAreas, visibleCases] = await Promise.all([
      this.sight.dutyAreas(reader),
      this.sight.visibleAmong(reader, direction.cases),
    ]);
    const standing = { dutyAreas, withoutOfficer: false, visibleCases };
    if (!seesDirection(reader, direction, standing)) return null;
    const mine =
      addresseeOf(reader, direction, standing) !== null || issuerOf(reader, direction, standing) !== null;
    return { area: direction.to.area, mine };
  }
}

import type { ClockKind } from '../../../calendar/clock.js';

/** What a process asks of the ladder of a case. A step that the case has outrun is `nothing_to_change`. */
export type LadderStep =
  /** A clock ran out, or its alarm. It fires only while exactly this clock runs. */
  | {
      readonly type: 'fire-clock';
      readonly kind: ClockKind;
      readonly rule: string;
      readonly startedAt: string;
      readonly moment: 'alarm' | 'due';
    }
  /** The case was recorded under policy 0: one start step under the active policy. */
  | { readonly type: 'adopt-policy' }
  /** The stage calendar of the area was amended: the clocks that run are reckoned anew. */
  | { readonly type: 'reset-clocks' };

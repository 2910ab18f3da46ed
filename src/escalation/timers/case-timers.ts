import type { ClockKind } from '../../calendar/clock.js';
import { type LadderStep, RunLadder } from '../../case/use-cases/case.commands.js';
import { caseBoard } from '../board/case-board.projection.js';
import type { NextClock, TimerSource } from './timer-source.js';

/** The clocks of cases, and the cases that have to come under a policy. */
export const caseTimers: TimerSource = {
  name: 'case',
  projection: caseBoard,
  command: ({ id, key, clock }) => new RunLadder(id, key, stepOf(clock)),
};

/** What a case's ladder is to do when its next clock strikes. */
export function stepOf({ kind, rule, startedAt, moment }: NextClock): LadderStep {
  if (kind === 'adopt-policy') return { type: 'adopt-policy' };
  return { type: 'fire-clock', kind: kind as ClockKind, rule, startedAt, moment };
}

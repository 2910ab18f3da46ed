import { Command } from '@nestjs/cqrs';
import type { CommandContext, Decided, IfMatch } from '../event-store/decision.js';
import type { Principal } from '../kernel/grant.js';
import type { ConflictStatusDeclared, Decree } from './domain/conflict-status.events.js';
import type { ConflictStatus, ConflictStatusClock } from './domain/conflict-status.state.js';

/** What a command about a conflict status recorded. */
export type ConflictStatusDecided = Pick<Decided<ConflictStatus>, 'revision' | 'position'> & {
  readonly id: string;
  readonly state: ConflictStatus;
};

/** Records that an office holder declared *keadaan konflik*. */
export class DeclareConflictStatus extends Command<ConflictStatusDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly declaration: Omit<ConflictStatusDeclared['data'], 'remindAt'>,
    readonly id?: string,
  ) {
    super();
  }
}

/** What an office holder may decide about it later. */
export type ConflictStatusChange =
  | { readonly type: 'extend'; readonly decree: Decree; readonly until: string }
  | { readonly type: 'revoke'; readonly decree: Decree; readonly reason: string };

/** Records that the office holder extended or revoked it. */
export class ChangeConflictStatus extends Command<ConflictStatusDecided> {
  constructor(
    readonly by: Principal,
    readonly context: CommandContext,
    readonly id: string,
    readonly ifMatch: IfMatch,
    readonly change: ConflictStatusChange,
  ) {
    super();
  }
}

/** The clock of a status struck; `commandId` is the timer's. `stale`: it had stopped before. */
export class RunConflictStatusClock extends Command<'recorded' | 'stale'> {
  constructor(
    readonly commandId: string,
    readonly conflictStatusId: string,
    readonly clock: ConflictStatusClock,
    readonly causedBy?: string,
  ) {
    super();
  }
}

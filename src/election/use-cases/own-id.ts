import type { CommandContext } from '../../event-store/decision.js';
import { derivedId } from '../../kernel/ids.js';

/** The id of what a command makes, and the context in which that stream knows the command. */
export interface OwnId {
  readonly id: string;
  readonly context: CommandContext;
}

/**
 * Takes the id that was given, else one that follows from the command. The same key with another id is another
 * command, also where the ids are no UUIDs, which the route alone does not tell apart.
 */
export function ownId(given: string | undefined, context: CommandContext): OwnId {
  if (given === undefined) return { id: derivedId(context.commandId, 'id'), context };
  return { id: given, context: { ...context, commandId: derivedId(context.commandId, given) } };
}

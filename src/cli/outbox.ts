import { type DeadLetter, deadLetters, resend, undecided } from '../notification/outbox/dead-letters.js';
import { type CliCommand, type CommandContext, UsageError } from './command.js';

const MOST = 200;

/** Letters that could not be sent: shows them, and has one sent again. */
export const outbox: CliCommand = {
  name: 'outbox',
  usage: '[resend <id>…]',
  summary: 'Lists the letters that could not be sent to those who must act; resend has them sent again.',
  async run([wish, ...ids], context) {
    if (wish === undefined) return list(context);
    if (wish !== 'resend' || ids.length === 0) throw new UsageError('Say resend and the ids of letters.');
    return resendAll(ids, context);
  },
};

async function list(context: CommandContext): Promise<number> {
  const { dataSource } = await context.database();
  const letters = await deadLetters(dataSource, MOST);
  for (const letter of letters) context.print(lineOf(letter));
  for (const { stream, revision, failure, since } of await undecided(dataSource, MOST)) {
    context.print(`Nobody was told of event ${revision} of ${stream} (${since.toISOString()}): ${failure}`);
  }
  context.print(
    letters.length === 0 ? 'No letter is dead.' : `${letters.length} dead (${MOST} are shown at most).`,
  );
  return 0;
}

async function resendAll(ids: readonly string[], context: CommandContext): Promise<number> {
  const { dataSource } = await context.database();
  let missing = 0;
  for (const id of ids) {
    const found = await resend(dataSource, id);
    if (!found) missing++;
    context.print(found ? `${id} will be sent again.` : `${id} is no dead letter.`);
  }
  return missing === 0 ? 0 : 1;
}

function lineOf({ id, stream, kind, level, channel, person, tries, reason, since }: DeadLetter): string {
  const what = level === null ? kind : `${kind} ${level}`;
  return `${id}  ${stream}  ${what}  ${channel} to ${person ?? 'nobody'}  ${tries} tries  ${reason ?? ''}  since ${since.toISOString()}`;
}

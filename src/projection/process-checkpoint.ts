import type pg from 'pg';
import type { Checkpoint } from '../event-store/event-feed.js';
import type { Position } from '../event-store/recorded-event.js';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Another process had the checkpoint meanwhile: what was read is read again from where that one left it. */
export class CheckpointMoved extends Error {
  constructor(name: string) {
    super(`The checkpoint of ${name} was moved by another process.`);
    this.name = 'CheckpointMoved';
  }
}

/** Where a process stands; made at its first start, at `first` (null: before the log's first event). */
export async function standingOf(
  client: Queryable,
  { name, projection }: { readonly name: string; readonly projection: string },
  first: () => Promise<Position | null>,
): Promise<Checkpoint | null> {
  const known = await read(client, name);
  if (known !== undefined) return known;
  await client.query(
    'insert into process_checkpoint (name, projection, position) values ($1, $2, $3) on conflict (name) do nothing',
    [name, projection, await first()],
  );
  return (await read(client, name)) ?? null;
}

/** Moves a checkpoint forward. Throws `CheckpointMoved` where it is not where the caller left it. */
export async function moveProcess(
  client: Queryable,
  name: string,
  from: Checkpoint | null,
  to: Checkpoint,
): Promise<void> {
  const { rowCount } = await client.query(
    `update process_checkpoint set position = $3, event_id = $4, updated_at = clock_timestamp()
     where name = $1 and position is not distinct from $2`,
    [name, from?.position ?? null, to.position, to.eventId],
  );
  if (rowCount !== 1) throw new CheckpointMoved(name);
}

async function read(client: Queryable, name: string): Promise<Checkpoint | null | undefined> {
  const { rows } = await client.query<{ position: Position | null; event_id: string | null }>(
    'select position, event_id from process_checkpoint where name = $1',
    [name],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return row.position === null ? null : { position: row.position, eventId: row.event_id };
}

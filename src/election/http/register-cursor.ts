import type { CursorKeys } from '../../http/cursor.js';

/** The keys of a register's rows are texts. */
export function keysOf(keys: CursorKeys | null): readonly string[] | null {
  return keys === null ? null : keys.map(String);
}

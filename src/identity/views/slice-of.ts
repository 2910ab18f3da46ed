import type { CursorKeys, Slice } from '../../http/cursor.js';

/** The slice of a page from rows that were read one beyond its limit, so that it is seen whether more follow. */
export function sliceOf<T>(
  found: readonly T[],
  limit: number,
  total: number | undefined,
  keysOf: (item: T) => CursorKeys,
): Slice<T> {
  const items = found.slice(0, limit);
  const end = found.length > limit ? items.at(-1) : undefined;
  return { items, last: end === undefined ? null : keysOf(end), total: total ?? 0 };
}

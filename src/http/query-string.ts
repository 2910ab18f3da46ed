import { type ParsedUrlQuery, parse } from 'node:querystring';

/** `T07:00:00+07:00` as people and programs type it into an address. */
const TYPED_OFFSET = /(T[\d:.]+)\+(?=\d\d:\d\d)/gi;

/**
 * Reads the query of an address. A `+` there means a blank, but before the offset of an instant nobody means one, so it
 * stays a plus.
 */
export function parseQuery(text: string): ParsedUrlQuery {
  return parse(text.replace(TYPED_OFFSET, '$1%2B'));
}

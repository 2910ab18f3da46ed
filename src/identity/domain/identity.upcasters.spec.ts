import { readFileSync } from 'node:fs';
import * as person from './person.upcasters.js';
import * as token from './token.upcasters.js';

const FIXTURES = new URL('../../../test/fixtures/events/', import.meta.url);

function golden(type: string, version: number): object {
  return JSON.parse(readFileSync(new URL(`${type}.v${version}.json`, FIXTURES), 'utf8')) as object;
}

describe.each([
  ['a person', person.PERSON_EVENT_TYPES, person.versionOf as (type: string) => number, person.upcast],
  ['a token', token.TOKEN_EVENT_TYPES, token.versionOf as (type: string) => number, token.upcast],
])('stored events of %s', (_, types, versionOf, upcast) => {
  it.each(types)('are read in their newest shape: %s', (type) => {
    const newest = golden(type, versionOf(type));
    for (let v = 1; v <= versionOf(type); v++) {
      expect(upcast({ type, data: golden(type, v), meta: { v } })).toEqual({ type, data: newest });
    }
  });

  it('are refused where this program cannot read them', () => {
    expect(() => upcast({ type: 'SomethingElse', data: {}, meta: { v: 1 } })).toThrow(/cannot read/);
    expect(() => upcast({ type: types[0] as string, data: {}, meta: { v: 99 } })).toThrow(/cannot read/);
  });
});

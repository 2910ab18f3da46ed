import { readFileSync } from 'node:fs';
import { POLICY_EVENT_TYPES, upcast, versionOf } from './policies.upcasters.js';

const FIXTURES = new URL('../../../../test/fixtures/events/', import.meta.url);

function golden(type: string, version: number): object {
  return JSON.parse(readFileSync(new URL(`${type}.v${version}.json`, FIXTURES), 'utf8')) as object;
}

describe('stored events of policies', () => {
  it.each(POLICY_EVENT_TYPES)('are read in their newest shape: %s', (type) => {
    const newest = golden(type, versionOf(type));
    for (let v = 1; v <= versionOf(type); v++) {
      expect(upcast({ type, data: golden(type, v), meta: { v } })).toEqual({ type, data: newest });
    }
  });

  it('are refused where this program cannot read them', () => {
    expect(() => upcast({ type: 'SomethingElse', data: {}, meta: { v: 1 } })).toThrow(/cannot read/);
    expect(() => upcast({ type: 'PolicyActivated', data: {}, meta: { v: 99 } })).toThrow(/cannot read/);
  });
});

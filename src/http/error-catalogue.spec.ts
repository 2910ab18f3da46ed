import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../kernel/domain-error.js';
import { AGGREGATE_ERRORS } from './aggregates.errors.js';
import { CASE_ERRORS } from './case.errors.js';
import { CLUSTER_ERRORS } from './cluster.errors.js';
import { ERRORS, entryOf } from './error-catalogue.js';
import type { ErrorEntry } from './error-entry.js';
import { FAULTS } from './fault-catalogue.js';
import { IDENTITY_ERRORS } from './identity.errors.js';
import { IMPORT_ERRORS } from './import.errors.js';
import { LADDER_ERRORS } from './ladder.errors.js';
import { POLICY_ERRORS } from './policy.errors.js';
import { toProblem } from './problem.js';
import { RECORDING_ERRORS } from './recording.errors.js';
import { SERVICE_ERRORS } from './service.errors.js';
import { SHAPE_ERRORS } from './shape.errors.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }));

/** Codes that stand in the sources after a pattern, with the file that holds them. */
function codesAfter(pattern: RegExp): { code: string; name: string }[] {
  return sources.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].flatMap(([, found = '']) =>
      [...found.matchAll(/'([a-z][a-z0-9_]*)'/g)].map(([, code = '']) => ({ code, name })),
    ),
  );
}

const entries: [string, ErrorEntry][] = Object.entries(ERRORS);

function placeholders(sentence: string): string[] {
  return (sentence.match(/\{\w+\}/g) ?? []).sort();
}

describe('the catalogue of errors', () => {
  it('has an entry for every code that the sources throw', () => {
    const thrown = [...codesAfter(/new DomainError\(([^,)]*)/g), ...codesAfter(/\bwrong\(([^,)]*)/g)];
    expect(thrown.length).toBeGreaterThan(20);
    expect(thrown.filter(({ code }) => entryOf(code) === undefined)).toEqual([]);
  });

  it('has each code once', () => {
    const rooms = [
      SHAPE_ERRORS,
      SERVICE_ERRORS,
      RECORDING_ERRORS,
      IDENTITY_ERRORS,
      IMPORT_ERRORS,
      CASE_ERRORS,
      LADDER_ERRORS,
      CLUSTER_ERRORS,
      POLICY_ERRORS,
      AGGREGATE_ERRORS,
    ];
    expect(rooms.flatMap((room) => Object.keys(room)).sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it('has words for every fault of a value', () => {
    const named = [
      ...codesAfter(/\bcode: ('[a-z][a-z0-9_]*')/g),
      ...codesAfter(/\bmatching\(.*, ('[a-z][a-z0-9_]*')\)/g),
    ];
    const wordless = named.filter(({ code }) => !Object.hasOwn(FAULTS, code) && entryOf(code) === undefined);
    expect(wordless).toEqual([]);
  });

  it('says the same in both languages', () => {
    for (const [code, { id, en, status }] of entries) {
      expect([code, status >= 400 && status < 600]).toEqual([code, true]);
      expect([
        code,
        id.title !== '' && id.detail.endsWith('.') && en.title !== '' && en.detail.endsWith('.'),
      ]).toEqual([code, true]);
      expect([code, placeholders(id.detail)]).toEqual([code, placeholders(en.detail)]);
    }
    for (const [code, { id, en }] of Object.entries(FAULTS)) {
      expect([code, placeholders(id)]).toEqual([code, placeholders(en)]);
    }
  });

  it('tells a reader who must wait for how long', () => {
    const waits = entries.filter(([, { status }]) => status === 429 || status === 503);
    for (const [code] of waits) {
      const { retryAfter } = toProblem(new DomainError(code), {
        instance: '/',
        correlationId: 'x',
        language: 'en',
      });
      expect([code, retryAfter]).toEqual([code, expect.any(Number)]);
    }
  });

  it('lets the error itself say how long, and never lets its details take the place of a member', () => {
    const error = new DomainError('too_many_attempts', {
      retryAfter: 40,
      status: 200,
      code: 'x',
      title: 'x',
    });
    const answer = toProblem(error, { instance: '/v1/sessions', correlationId: 'x', language: 'id' });
    expect(answer.retryAfter).toBe(40);
    expect(answer.body).toMatchObject({ status: 429, code: 'too_many_attempts' });
    expect(answer.body.detail).toContain('40');
  });
});

import { readFileSync } from 'node:fs';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import { SourceIdentity } from './import-identity.js';
import { importSource } from './import-source.decider.js';
import type { ImportSourceEvent } from './import-source.events.js';
import { upcast, versionOf } from './import-source.upcasters.js';
import { importAreas } from './importers.js';

const TYPES: Readonly<Record<ImportSourceEvent['type'], ImportSourceEvent>> = {
  ImportSourceClaimed: {
    type: 'ImportSourceClaimed',
    data: { source: 'Rekap Posko Jawa Tengah 2024', areas: ['33'] },
  },
};

describe('a source', () => {
  const use = (areas: string[], claimed: string[] | null) =>
    importSource.decide({ source: 'posko', areas }, { areas: claimed });

  it('belongs to the areas of who uses it first', () => {
    expect(use(['33.74'], null)).toEqual([
      { type: 'ImportSourceClaimed', data: { source: 'posko', areas: ['33.74'] } },
    ]);
  });

  it.each([
    ['the same area', ['33'], ['33']],
    ['an area within', ['33.74'], ['33']],
    ['some of the areas', ['33.74.10'], ['33.73', '33.74']],
  ])('may be used by somebody of %s', (_, areas, claimed) => {
    expect(use(areas, claimed)).toEqual([]);
  });

  it.each([
    ['another area', ['34'], ['33']],
    ['a wider area', ['33'], ['33.74']],
    ['an area with a code that only looks like a part', ['33.74'], ['33.7']],
    ['another area besides', ['33.74', '34.71'], ['33']],
  ])('may not be used by somebody of %s', (_, areas, claimed) => {
    expect(() => use(areas, claimed)).toThrow(expect.objectContaining({ code: 'source_taken' }));
  });

  it('is the same whatever its case and white space', () => {
    expect(new SourceIdentity(' Rekap  POSKO ').stream).toBe(new SourceIdentity('rekap posko').stream);
    expect(new SourceIdentity('rekap posko').caseId('1')).not.toBe(new SourceIdentity('posko').caseId('1'));
  });

  it('has the widest areas into which its first user may import', () => {
    expect(
      importAreas([
        { role: 'DESK', area: '33.74' },
        { role: 'OPERATOR', area: '33.74.10' },
        { role: 'SECRETARIAT', area: '12' },
        { role: 'HEAD', area: '' },
      ]),
    ).toEqual(['12', '33.74']);
  });
});

describe('the events of a source', () => {
  it.each(Object.values(TYPES))('$type has a golden file, and its newest shape is read from it', (event) => {
    const file = new URL(
      `../../../test/fixtures/events/${event.type}.v${versionOf(event.type)}.json`,
      import.meta.url,
    );
    const data = JSON.parse(readFileSync(file, 'utf8')) as object;
    expect(upcast({ type: event.type, data } as RecordedEvent)).toEqual(event);
  });
});

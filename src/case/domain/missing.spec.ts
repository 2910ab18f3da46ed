import { given, recording } from '../../../test/support/case-scenario.js';
import { missing } from './missing.js';

const asked = (report: Parameters<typeof recording>[0], recommended: string[] = []) =>
  missing(given(recording(report)).report, recommended);

describe('what should still be asked', () => {
  it('of four taps is what happened, since when it is known, and where', () => {
    expect(asked({})).toEqual(['description', 'knownAt', 'coordinates']);
  });

  it('is nothing once all is said', () => {
    const coordinates = { lng: 110.4, lat: -7 };
    expect(asked({ description: 'x', knownAt: '2026-11-22T00:00:00Z', coordinates })).toEqual([]);
  });

  it('of an early warning is when it is expected', () => {
    expect(asked({ nature: 'POTENTIAL', occurredAt: undefined, description: 'x' })).toEqual([
      'expectedFrom',
      'coordinates',
    ]);
  });

  it('includes the time of an incident that nobody knows yet', () => {
    expect(asked({ occurredAt: undefined, occurredPrecision: 'UNKNOWN' })).toContain('occurredAt');
  });

  it('never is the place of what stands on a screen', () => {
    expect(asked({ category: 'CONTENT', subcategory: 'HOAX' })).not.toContain('coordinates');
  });

  it('includes what the taxonomy recommends, each once; zero and no are answers', () => {
    const details = { voters: 0, borderArea: false, moment: '', groups: [] };
    const recommended = [
      'description',
      'details.tps',
      'details.voters',
      'details.borderArea',
      'details.moment',
    ];
    expect(asked({ details }, [...recommended, 'details.groups', 'items', 'place'])).toEqual([
      'description',
      'knownAt',
      'coordinates',
      'details.tps',
      'details.moment',
      'details.groups',
      'items',
      'place',
    ]);
  });
});

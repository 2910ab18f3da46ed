import type { StagePeriod } from '../../election/domain/election.events.js';
import { changedAreas, outermost } from './changed-areas.js';

function period(area: string, from: string, source: string | null = null): StagePeriod {
  return { area, stage: 'voting', from, until: '2024-11-28T00:00', source };
}

describe('the areas of an amended calendar', () => {
  it('are those of the periods that went and of those that came', () => {
    const before = [period('33.74', '2024-11-27T00:00'), period('33.75', '2024-11-27T00:00')];
    const after = [period('33.74', '2024-11-27T00:00'), period('33.76', '2024-11-27T00:00')];
    expect(changedAreas(before, after)).toEqual(['33.75', '33.76']);
  });

  it('are none where only the source is another', () => {
    expect(changedAreas([period('33', 'x', 'KPU')], [period('33', 'x', 'PKPU 2/2024')])).toEqual([]);
  });

  it('are all areas of a first calendar', () => {
    expect(changedAreas([], [period('', 'x'), period('91', 'x')])).toEqual(['']);
  });

  it('name an area once and none that lies in another', () => {
    expect(outermost(['33.74.01', '33.74', '33.75', '33.74'])).toEqual(['33.74', '33.75']);
    expect(outermost(['33', ''])).toEqual(['']);
  });
});

import { StoreUnavailable } from '../../event-store/event-store.js';
import type { RecordedEvent } from '../../event-store/recorded-event.js';
import { AmendedCalendars } from './amended-calendars.js';

const CASES = Array.from(
  { length: 1_200 },
  (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
);

function set(position: string, ...areas: string[]): RecordedEvent {
  return {
    id: `11111111-1111-4111-8111-${position.padStart(12, '0')}`,
    position,
    type: 'StagesSet',
    data: {
      contest: 'PILKADA',
      stages: areas.map((area) => ({
        area,
        stage: 'voting',
        from: '2024-11-27T00:00',
        until: '2024-11-28T00:00',
        source: null,
      })),
    },
    meta: { v: 1 },
  } as unknown as RecordedEvent;
}

/** What was looked at, in which order, and for whom. */
function surroundings(events: readonly RecordedEvent[], reset: (id: string) => void = () => undefined) {
  const steps: string[] = [];
  const areas: (readonly string[])[] = [];
  const commands = new Map<string, number>();
  const calendars = new AmendedCalendars({
    store: { read: async () => [...events] },
    settled: async () => void steps.push('settled'),
    cases: async (touched, after, limit) => {
      steps.push('page');
      areas.push(touched);
      return CASES.filter((id) => id > after).slice(0, limit);
    },
    reset: async (commandId, caseId) => {
      reset(caseId);
      commands.set(commandId, (commands.get(commandId) ?? 0) + 1);
    },
  });
  const handle = (since: string, after: string | null) =>
    calendars.handle({ contest: 'PILKADA', since }, new AbortController().signal, after);
  return { handle, steps, areas, commands };
}

describe('an amended calendar', () => {
  it('reaches every case of the areas that changed, in pages, once the cases of the old one are there', async () => {
    const { handle, steps, areas, commands } = surroundings([set('1', '33.74'), set('2', '33.74', '33.75')]);
    await handle('2', '1');
    expect(steps).toEqual(['settled', 'page', 'page', 'page', 'page']);
    expect(areas[0]).toEqual(['33.75']);
    expect(commands.size).toBe(1_200);
    await handle('2', '1');
    expect([...commands.values()]).toEqual(CASES.map(() => 2));
  });

  it('counts a calendar in between that nobody looked at, and none that was seen to', async () => {
    const history = [set('1', '33.74'), set('2', '33.75'), set('3', '33.74')];
    const skipped = surroundings(history);
    await skipped.handle('3', '1');
    expect(skipped.areas[0]).toEqual(['33.74', '33.75']);
    const seen = surroundings(history);
    await seen.handle('3', '3');
    expect(seen.steps).toEqual([]);
    const unknown = surroundings(history);
    await unknown.handle('1', null);
    expect(unknown.areas[0]).toEqual(['33.74']);
  });

  it('passes a case that cannot be reckoned over, and says so at the end', async () => {
    const { handle, commands } = surroundings([set('1', '33')], (id) => {
      if (id === CASES[3]) throw new Error('Poison.');
    });
    await expect(handle('1', null)).rejects.toThrow(
      `1 cases did not come under the calendar of PILKADA, the first of them case-${CASES[3]}: Poison.`,
    );
    expect(commands.size).toBe(1_199);
  });

  it('waits where the store is away', async () => {
    const { handle } = surroundings([set('1', '33')], () => {
      throw new StoreUnavailable('away');
    });
    await expect(handle('1', null)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

import { readFileSync } from 'node:fs';

it('has a page of events that is what the code says', async () => {
  const { eventsPage } = (await import('../../scripts/docs-events.js')) as { eventsPage(): string };
  expect(readFileSync('docs/events.md', 'utf8')).toBe(eventsPage());
});

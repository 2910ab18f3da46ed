import type { DemoClient } from './demo-client.js';
import { movedDay } from './demo-intake.js';

interface Stage {
  readonly stage: string;
  readonly from: string;
  readonly until: string;
}

/** An election of the drill whose stages lie as far from today as those of the sample from its last day. */
export async function makeCalendar(admin: DemoClient, shift: number): Promise<void> {
  const { body } = await admin.send('GET', '/v1/stages?contest=PILKADA_2024');
  const stages = (body.items as Stage[]).map(({ stage, from, until }) => ({
    stage,
    from: movedTime(from, shift),
    until: movedTime(until, shift),
  }));
  await admin.send('POST', '/v1/contests', { id: 'LATIHAN', kind: 'ELECTION', area: '', name: 'Latihan' });
  await admin.send('PUT', '/v1/contests/LATIHAN/stages', { stages });
}

/** `2024-11-27T00:00`, as many days later. */
function movedTime(local: string, shift: number): string {
  const [day = '', time = ''] = local.split('T');
  return `${movedDay(day, shift)}T${time}`;
}

import { randomUUID } from 'node:crypto';
import { QueryBus } from '@nestjs/cqrs';
import { ClusterDecisions } from '../../src/escalation/clusters/use-cases/cluster-decisions.js';
import { ClustersAt, type OpenCluster } from '../../src/escalation/clusters/views/clusters-at.query.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { Clock } from '../../src/kernel/clock.js';
import type { Principal } from '../../src/kernel/grant.js';
import { type Answer, type Body, type Caller, type RunningApp, startApp } from '../support/running-app.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;
const KOTA = '33.74';

/** The machine's clock, put forward as far as a test wants. */
class MovedClock extends Clock {
  ahead = 0;
  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new MovedClock();
let app: RunningApp;
let operator: Caller;

beforeAll(async () => {
  app = await startApp({ clock });
  operator = await app.person({ role: 'OPERATOR', area: KOTA });
}, 60_000);

afterAll(() => app?.close());

/** A quarrel some hours ago. */
async function quarrel(hoursAgo: number, more: Body = {}): Promise<Answer['body']> {
  const occurredAt = new Date(clock.now().getTime() - hoursAgo * HOUR).toISOString();
  const kind = { category: 'GROUP_CLASH', subcategory: 'BRAWL', severity: 3 };
  const report = { ...kind, area: '33.74.10', origin: 'CITIZEN', occurredAt, id: randomUUID(), ...more };
  const answer = await operator.post('/v1/cases', report);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** The process dies before its next append, and then once more after one. */
function killTwice(): void {
  const decisions = app.nest.get(ClusterDecisions, { strict: false });
  const run = decisions.run.bind(decisions);
  let deaths = 0;
  decisions.run = async (...step) => {
    deaths += 1;
    if (deaths === 1) throw new StoreUnavailable('Killed before the append.');
    const position = await run(...step);
    if (deaths === 2) throw new StoreUnavailable('Killed after the append.');
    decisions.run = run;
    return position;
  };
}

const PRINCIPAL: Principal = { id: randomUUID(), grants: [{ role: 'HEAD', area: KOTA }] };

function board(): Promise<readonly OpenCluster[]> {
  return app.nest.get(QueryBus, { strict: false }).execute(new ClustersAt(PRINCIPAL, [KOTA], null));
}

it('three quarrels in one kecamatan become a cluster, once, though the process is killed around its append', async () => {
  killTwice();
  const cases = [await quarrel(50), await quarrel(30, { area: '33.74.10.1004' }), await quarrel(1)];
  const found = await until(async () => (await board())[0]);
  expect(found).toMatchObject({ rule: 'repeated_disorder', level: 'E2', area: '33.74.10', cases: 3 });
  expect(cases).toHaveLength(3);
});

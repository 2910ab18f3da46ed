import { startApp } from '../support/running-app.js';
import { report } from './walked-case.js';
it('lat', async () => {
  const app = await startApp();
  const s = await app.person({ role: 'SECRETARIAT', area: '33.74' });
  const out: unknown[] = [];
  for (let i = 0; i < 40; i++) {
    const r = await s.post('/v1/cases', report());
    let last = r;
    const n = i % 12;
    for (let k = 0; k < n; k++) last = await s.post(`/v1/cases/${r.body.id}/notes`, { text: 'x' });
    const t = performance.now();
    const l = await s.get(`/v1/cases?limit=1&after=${last.headers.get('kondusif-position')}`);
    const ms = Math.round(performance.now() - t);
    const rows = await app.db.database.pool.query(`select name, position from projection_checkpoint`);
    out.push([n, ms, l.headers.get('kondusif-stale')]);
    if (ms > 200) console.log(JSON.stringify(rows.rows), last.headers.get('kondusif-position'));
  }
  console.log(JSON.stringify(out));
  await app.close();
}, 120000);

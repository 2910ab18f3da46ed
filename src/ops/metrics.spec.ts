import { Metrics } from './metrics.js';

describe('metrics', () => {
  it('are read when somebody looks', async () => {
    const metrics = new Metrics();
    let lag = 3;
    metrics.gauge('lag_events', 'Events behind.', () => lag);
    metrics.gauge('rows', 'Rows.', async () => [{ labels: { view: 'case_list' }, value: 7 }], ['view']);
    expect(await metrics.text()).toMatch(/^lag_events 3$/m);
    lag = 4;
    expect(await metrics.text()).toMatch(/^lag_events 4$/m);
    expect(await metrics.text()).toMatch(/^rows\{view="case_list"\} 7$/m);
  });

  it('leave out what cannot be read, and keep the rest', async () => {
    const metrics = new Metrics();
    metrics.gauge('gone', 'Cannot be read.', () => Promise.reject(new Error('away')));
    metrics.gauge('there', 'Can be read.', () => 1);
    const text = await metrics.text();
    expect(text).not.toMatch(/^gone /m);
    expect(text).toMatch(/^there 1$/m);
  });

  it('count, measure, and tell of the process itself', async () => {
    const metrics = new Metrics();
    metrics.counter('commands_total', 'Commands.', ['outcome']).inc({ outcome: 'recorded' });
    metrics.histogram('command_seconds', 'Time taken.', [0.01, 0.1]).observe(0.05);
    const text = await metrics.text();
    expect(text).toMatch(/^commands_total\{outcome="recorded"\} 1$/m);
    expect(text).toMatch(/^command_seconds_bucket\{le="0.1"\} 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  });
});

import { jest } from '@jest/globals';
import { HealthChecks } from './health-checks.js';

describe('health checks', () => {
  it('pass when each of them passes, and show what each found', async () => {
    const health = new HealthChecks();
    health.register('areas', () => ({ ok: true, loaded: 91_599 }));
    health.register('clocks', async () => ({ ok: true }));
    expect(await health.run()).toEqual({
      ok: true,
      missing: [],
      alarms: [],
      checks: { areas: { ok: true, loaded: 91_599 }, clocks: { ok: true } },
    });
  });

  it('name what is missing, and tell a fault by its code alone', async () => {
    const health = new HealthChecks();
    health.register('areas', () => ({ ok: false, loaded: 12 }));
    health.register('postgres', () =>
      Promise.reject(Object.assign(new Error('Budi'), { code: 'ECONNREFUSED' })),
    );
    health.register('views', () => {
      throw new Error('Budi');
    });
    const found = await health.run();
    expect(found).toMatchObject({ ok: false, missing: ['areas', 'postgres', 'views'] });
    expect(found.checks.postgres).toEqual({ ok: false, error: 'ECONNREFUSED' });
    expect(JSON.stringify(found)).not.toContain('Budi');
  });

  it('raise an alarm without holding the process back where it could still serve', async () => {
    const health = new HealthChecks();
    health.register('areas', () => ({ ok: true }));
    health.register('timers', () => ({ ok: false, waiting: 3 }), 'alarm');
    expect(await health.run()).toMatchObject({ ok: true, missing: [], alarms: ['timers'] });
    await health.untilPassed();
  });

  it('run once for all who ask at the same time', async () => {
    const health = new HealthChecks();
    let runs = 0;
    health.register('slow', async () => ({ ok: ++runs > 0 }));
    await Promise.all([health.run(), health.run(), health.run()]);
    expect(runs).toBe(1);
    await health.run();
    expect(runs).toBe(2);
  });

  it('do not wait for one that never answers', async () => {
    jest.useFakeTimers();
    const health = new HealthChecks();
    health.register('stuck', () => new Promise(() => undefined));
    const found = health.run();
    await jest.advanceTimersByTimeAsync(3_000);
    jest.useRealTimers();
    expect(await found).toMatchObject({ ok: false, missing: ['stuck'] });
  });

  it('are told apart by their names', () => {
    const health = new HealthChecks();
    health.register('areas', () => ({ ok: true }));
    expect(() => health.register('areas', () => ({ ok: true }))).toThrow('two health checks named areas');
  });
});

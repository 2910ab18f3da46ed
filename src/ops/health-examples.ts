import type { OperationExample } from '../http/example.js';

export const LIVE: OperationExample = { response: { status: 'live' } };

export const READY: OperationExample = {
  response: {
    status: 'ready',
    alarms: [],
    checks: {
      areas: { ok: true, areas: 91_599 },
      postgres: { ok: true, version: '18.4' },
      clocks: { ok: true, postgres: { differenceMs: 0.4 } },
      views: {
        ok: true,
        views: {
          people: {
            version: 1,
            caughtUp: true,
            lag: { events: 0, seconds: 0.2 },
            parked: 0,
            failure: null,
          },
        },
      },
    },
  },
};

export const METRICS: OperationExample = {
  responseAs: {
    'text/plain': [
      '# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.',
      '# TYPE process_cpu_seconds_total counter',
      'process_cpu_seconds_total 12.5',
      '',
    ].join('\n'),
  },
};

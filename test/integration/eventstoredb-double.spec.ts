import { readFileSync, writeFileSync } from 'node:fs';
import { EventStoreDbDouble } from '../support/eventstoredb-double/eventstoredb-double.js';
import { type Step, walk } from '../support/eventstoredb-double/protocol-walk.js';

/** Answers of a real server; where a server is at hand, `KONDUSIF_RECORD_ESDB=1` writes them anew. */
interface Recorded {
  readonly server: string;
  readonly steps: readonly Step[];
}

const RECORDED = new URL('../fixtures/eventstoredb/24.2.0.json', import.meta.url);
const real = process.env.KONDUSIF_TEST_ESDB;

if (real !== undefined && process.env.KONDUSIF_RECORD_ESDB === '1') {
  const steps = await walk(real);
  const server =
    'EventStoreDB 24.2.0, built from branch release/oss-v24.2 at 15fc68a0e, one node, insecure, in memory';
  writeFileSync(RECORDED, `${JSON.stringify({ server, steps }, undefined, 2)}\n`);
}

const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as Recorded;

/** One step a line, so that a difference is seen as the step that differs. */
function byStep(steps: readonly Step[]): Record<string, unknown> {
  return Object.fromEntries(steps.map(({ step, answers }) => [step, answers]));
}

describe('the double of the protocol', () => {
  it(`answers as ${recorded.server} did`, async () => {
    const double = await EventStoreDbDouble.start();
    try {
      expect(byStep(await walk(double.url))).toEqual(byStep(recorded.steps));
    } finally {
      await double.stop();
    }
  });

  if (real !== undefined) {
    it('was compared with what the server at hand answers', async () => {
      expect(byStep(await walk(real))).toEqual(byStep(recorded.steps));
    });
  }
});

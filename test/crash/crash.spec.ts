import { jest } from '@jest/globals';
import { build } from '../support/service.js';
import { planOf } from './plan.js';
import { Play } from './play.js';
import { storeOf } from './store.js';
import { Tally } from './tally.js';

const POINTS = Number(process.env.CRASH_POINTS || 20);
const SEED = Number(process.env.CRASH_SEED || Date.now() % 1_000_000);
const STORE = storeOf(process.env.CRASH_STORE || 'postgresql');
/** The points before it are left out; it should be the first of a data directory. */
const FROM = Number(process.env.CRASH_FROM || 1);
/** After so many points a run goes on in a fresh data directory. */
const POINTS_A_SCENE = 200;

jest.setTimeout(120_000 + POINTS * 20_000);

describe(`${POINTS} kills under load (CRASH_SEED=${SEED})`, () => {
  it('lose nothing that was acknowledged, record nothing twice, and leave every view as a replay gives it', async () => {
    build();
    process.env.KONDUSIF_TEST_STORE = STORE.testStore;
    const tally = new Tally();
    const plan = planOf(SEED, POINTS, STORE.victims).slice(FROM - 1);
    for (let first = 0; first < plan.length; first += POINTS_A_SCENE) {
      await new Play(STORE.victims, SEED, plan.slice(first, first + POINTS_A_SCENE), tally).toEnd();
    }
    process.stdout.write(
      `crash: ${tally.points} points (CRASH_SEED=${SEED}) in ${tally.seconds} s\n  ${tally.summary}\n`,
    );
    expect(tally.faults.map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual([]);
  });

  it('come in an order that is a function of the seed alone', () => {
    const plan = planOf(SEED, 40, STORE.victims);
    expect(planOf(SEED, 20, STORE.victims)).toEqual(plan.slice(0, 20));
    expect(planOf(SEED + 1, 40, STORE.victims)).not.toEqual(plan);
    expect(new Set(plan.slice(20).map(({ victim }) => victim)).size).toBe(STORE.victims.length);
  });
});

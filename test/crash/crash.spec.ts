import { jest } from '@jest/globals';
import { build } from '../support/service.js';
import { planOf } from './plan.js';
import { Play } from './play.js';
import { onStore, storeOf } from './store.js';
import { Tally } from './tally.js';

const POINTS = Number(process.env.CRASH_POINTS || 20);
const SEED = Number(process.env.CRASH_SEED || Date.now() % 1_000_000);
const STORE = storeOf(process.env);
/** The points before it are left out; it should be the first of a data directory. */
const FROM = Number(process.env.CRASH_FROM || 1);
/** After so many points a run goes on in a fresh data directory. */
const POINTS_A_SCENE = 200;

jest.setTimeout(120_000 + POINTS * 20_000);

describe(`${POINTS} kills under load (CRASH_SEED=${SEED})`, () => {
  it('lose nothing that was acknowledged, record nothing twice, and leave every view as a replay gives it', async () => {
    build();
    const tally = new Tally();
    const plan = planOf(SEED, POINTS, STORE.victims).slice(FROM - 1);
    await onStore(STORE, process.env, async () => {
      for (let first = 0; first < plan.length; first += POINTS_A_SCENE) {
        await new Play(STORE.victims, SEED, plan.slice(first, first + POINTS_A_SCENE), tally).toEnd();
      }
    });
    process.stdout.write(
      `crash: ${tally.points} points (CRASH_SEED=${SEED}) on ${STORE.testStore} in ${tally.seconds} s\n  ${tally.summary}\n`,
    );
    expect(tally.faults.map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual([]);
  });

  it('come in an order that is a function of the seed alone', () => {
    const round = STORE.victims.reduce((sum, { share }) => sum + share, 0);
    const plan = planOf(SEED, 2 * round, STORE.victims);
    expect(planOf(SEED, round, STORE.victims)).toEqual(plan.slice(0, round));
    expect(planOf(SEED + 1, 2 * round, STORE.victims)).not.toEqual(plan);
    expect(new Set(plan.slice(round).map(({ victim }) => victim)).size).toBe(STORE.victims.length);
  });
});

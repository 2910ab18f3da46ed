import Sequencer from '@jest/test-sequencer';

/** What takes longest, in that order: begun last, one of them would keep everybody waiting alone. */
const LONGEST = [
  'crash/crash',
  'demo',
  'verify',
  'upgrade',
  'processes',
  'outage',
  'copy-log',
  'permissions',
];

/** A new machine knows no times of earlier runs, by which jest would put the slow ones first. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.endsWith(`/${name}.spec.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}

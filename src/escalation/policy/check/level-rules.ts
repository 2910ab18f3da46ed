import { ESCALATION_LEVELS } from '../escalation-policy.js';
import { type Check, error, rank } from './finding.js';

/** Levels follow the administration without a gap: the office above is the one of the next larger area. */
export const levelRules: Check = ({ levels }) =>
  ESCALATION_LEVELS.flatMap((level) => {
    const own = rank('E4') - rank(level);
    const { depth } = levels[level];
    if (depth === own) return [];
    return [
      error(
        'level_elsewhere',
        `/levels/${level}/depth`,
        `${level} adalah tingkat wilayah dengan kedalaman ${own}, bukan ${depth}; kalau tidak, ada tingkat yang terlewati.`,
        `${level} is the level of areas of depth ${own}, not ${depth}; otherwise a level would be left out.`,
      ),
    ];
  });

import { type Check, matching, text } from '../../http/checks.js';
import { FilterOnce, FilterWhole, MAX_LIMIT, QueryDto } from '../../http/filters.js';
import { contestKindByText } from '../contest-kind.js';
import { CONTEST_KINDS } from '../domain/election.events.js';
import { isLocalTime } from '../domain/local-time.js';
import { REGISTER_ID } from '../domain/register-id.js';

/** Id of a contest or a participant. */
export const registerId: Check = matching(REGISTER_ID, 'not_a_register_id', { example: 'PILKADA_2024' });

/** A kind of contest by its code; the Indonesian words of spreadsheets (`GUBERNUR`) are taken too. */
export const contestKind: Check = {
  schema: { type: 'string', enum: [...CONTEST_KINDS] },
  test: (value) => {
    if (typeof value !== 'string') return { code: 'not_text' };
    if (contestKindByText(value) !== undefined) return undefined;
    return { code: 'not_one_of', values: { values: CONTEST_KINDS.join(', ') } };
  },
};

/** A time on the clocks of the place, without offset. */
export const localTime: Check = {
  schema: { type: 'string', example: '2024-11-27T00:00' },
  test: (value) => {
    if (typeof value !== 'string') return { code: 'not_text' };
    return isLocalTime(value) ? undefined : { code: 'not_a_local_time' };
  },
};

/** What every list of a register takes. Registers have no past: they say what holds now. */
export class RegisterPageDto extends QueryDto {
  /** How many items a page holds at most. */
  @FilterWhole(1, MAX_LIMIT)
  limit: number = 50;

  /** Where the page before ended; taken from `next` or the `Link` header. */
  @FilterOnce(text(2_000))
  cursor?: string;
}

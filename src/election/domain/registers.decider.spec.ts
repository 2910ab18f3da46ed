import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { contestDecider } from './contest.decider.js';
import type { Contest, Participant, StagePeriod } from './election.events.js';
import { participantDecider } from './participant.decider.js';
import { stagesDecider } from './stages.decider.js';

const contest: Contest = {
  id: 'pilgub-jateng-2024',
  kind: 'GOVERNOR',
  area: '33',
  name: 'Pilgub Jawa Tengah 2024',
  election: 'PILKADA_2024',
};

/** What a refusal says: its code, and where and why. */
function refusalOf(decide: () => unknown): readonly [string, ...string[]] {
  try {
    decide();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [error.code, ...error.errors.map(({ pointer, code }: FieldError) => `${pointer} ${code}`)];
  }
  return ['nothing was refused'];
}

describe('registering a contest', () => {
  const given = { contest, areaExists: true, electionExists: true };

  it('records it as it was entered', () => {
    expect(contestDecider.decide(given, null)).toEqual([{ type: 'ContestRegistered', data: contest }]);
  });

  it('is refused for an id that another contest has', () => {
    expect(refusalOf(() => contestDecider.decide(given, contest))).toEqual(['id_taken']);
  });

  it('is refused for an area or an election that does not exist', () => {
    const nowhere = { ...given, areaExists: false };
    expect(refusalOf(() => contestDecider.decide(nowhere, null))).toEqual(['invalid', '/area unknown_area']);
    const never = { ...given, electionExists: false };
    expect(refusalOf(() => contestDecider.decide(never, null))).toEqual([
      'invalid',
      '/election unknown_election',
    ]);
  });

  it.each<[Contest['kind'], string, boolean]>([
    ['PRESIDENT', '', true],
    ['PRESIDENT', '33', false],
    ['GOVERNOR', '33', true],
    ['GOVERNOR', '33.74', false],
    ['REGENT_MAYOR', '33.74', true],
    ['REGENT_MAYOR', '33', false],
    ['VILLAGE_HEAD', '33.25.08.2003', true],
    ['VILLAGE_HEAD', '33.25.08', false],
    ['DPR', '33', true],
    ['DPRD_REGENCY', '33.74.10', true],
    ['ELECTION', '', true],
  ])('of %s in area %j: %j', (kind, area, right) => {
    const decide = () => contestDecider.decide({ ...given, contest: { ...contest, kind, area } }, null);
    expect(refusalOf(decide)).toEqual(
      right ? ['nothing was refused'] : ['invalid', '/area wrong_area_level'],
    );
  });
});

describe('registering a participant', () => {
  const participant: Participant = {
    id: 'paslon-2',
    contest: contest.id,
    area: '33',
    kind: 'PAIR',
    number: 2,
    name: 'Pasangan Contoh Dua',
  };
  const given = { participant, contest, areaExists: true };

  it('records it as it was entered', () => {
    expect(participantDecider.decide(given, null)).toEqual([
      { type: 'ParticipantRegistered', data: participant },
    ]);
  });

  it('is refused outside the area of the contest, by whole segments', () => {
    const inArea = (area: string) => ({ ...given, participant: { ...participant, area } });
    const elsewhere = ['invalid', '/area outside_contest'];
    expect(refusalOf(() => participantDecider.decide(inArea('34'), null))).toEqual(elsewhere);
    expect(refusalOf(() => participantDecider.decide(inArea(''), null))).toEqual(elsewhere);
    expect(participantDecider.decide(inArea('33.74'), null)).toHaveLength(1);
  });

  it('is refused for an id that another participant has, and for an area that does not exist', () => {
    expect(refusalOf(() => participantDecider.decide(given, participant))).toEqual(['id_taken']);
    const nowhere = { ...given, areaExists: false };
    expect(refusalOf(() => participantDecider.decide(nowhere, null))).toEqual([
      'invalid',
      '/area unknown_area',
    ]);
  });
});

describe('setting the stages of a contest', () => {
  const campaign = period('campaign', '2024-09-25T00:00', '2024-11-24T00:00');
  const quiet = period('quiet_days', '2024-11-24T00:00', '2024-11-27T00:00');
  const given = (stages: readonly StagePeriod[]) => ({
    contest,
    stages,
    unknownAreas: new Set(['33.99']),
    matched: false,
  });

  it('records the whole calendar in the order of area and time', () => {
    const elsewhere = { ...campaign, area: '33.74' };
    expect(stagesDecider.decide(given([elsewhere, quiet, campaign]), null)).toEqual([
      { type: 'StagesSet', data: { contest: contest.id, stages: [campaign, quiet, elsewhere] } },
    ]);
  });

  it('replaces a calendar only for who says which one', () => {
    const state = evolved([campaign]);
    expect(refusalOf(() => stagesDecider.decide(given([quiet]), state))).toEqual(['if_match_missing']);
    expect(stagesDecider.decide({ ...given([quiet]), matched: true }, state)).toHaveLength(1);
  });

  it('records nothing where nothing changes, whatever the order of entries and members', () => {
    const state = evolved([campaign, quiet]);
    const { area, stage, ...rest } = campaign;
    const same = { ...given([quiet, { ...rest, stage, area }]), matched: true };
    expect(stagesDecider.decide(same, state)).toEqual([]);
  });

  it('lets a stage begin in the minute in which another ends', () => {
    expect(stagesDecider.decide(given([campaign, quiet]), null)).toHaveLength(1);
  });

  it('is refused where two stages of one area overlap, not where their areas differ', () => {
    const early = period('quiet_days', '2024-11-23T23:59', '2024-11-27T00:00');
    const decide = (stages: readonly StagePeriod[]) => () => stagesDecider.decide(given(stages), null);
    expect(refusalOf(decide([early, campaign]))).toEqual(['invalid', '/stages/0/from stages_overlap']);
    expect(refusalOf(decide([{ ...early, area: '33.74' }, campaign]))).toEqual(['nothing was refused']);
  });

  it('points at every period that is wrong', () => {
    const wrong = [
      period('campaign', '2024-09-25T00:00', '2024-09-25T00:00'),
      period('voting', '2024-02-30T00:00', '2024-11-27T24:00'),
      period('voting', '2024-11-27T00:00+07:00', '2024-11-27T13:00'),
      { ...quiet, area: '33.99' },
      { ...quiet, area: '34.04' },
    ];
    expect(refusalOf(() => stagesDecider.decide(given(wrong), null))).toEqual([
      'invalid',
      '/stages/0/until not_after_from',
      '/stages/1/from not_a_local_time',
      '/stages/1/until not_a_local_time',
      '/stages/2/from not_a_local_time',
      '/stages/3/area unknown_area',
      '/stages/4/area outside_contest',
    ]);
  });

  function evolved(stages: readonly StagePeriod[]) {
    const by = { id: 'system', role: 'SYSTEM' };
    const data = { contest: contest.id, stages };
    return stagesDecider.evolve(null, { type: 'StagesSet', data, by, at: '2024-09-01T00:00:00.000Z' });
  }
});

function period(stage: StagePeriod['stage'], from: string, until: string): StagePeriod {
  return { area: '33', stage, from, until, source: null };
}

import type { EscalationLevel, EscalationPolicy, TimeRule, TimeStep } from '../escalation-policy.js';
import { type Check, error, type Finding, rank, warning } from './finding.js';

const BELOW_THE_TOP = ['E0', 'E1', 'E2', 'E3'] as const;
/** Steps that bring a case to the knowledge of the level above. */
const UPWARD: readonly TimeStep[] = ['raise', 'inform', 'propose'];
/** Clocks that every case on the level has sooner or later; the others wait for something that may never happen. */
const ALWAYS_START: readonly TimeRule['clock'][] = ['acknowledge', 'handle', 'progress'];

/** Every level has a way up, every clock starts and can run out, no two rules contradict each other. */
export const clockRules: Check = ({ time }) => [
  ...BELOW_THE_TOP.flatMap((level) => wayUp(level, time)),
  ...time.flatMap((rule, index) => [
    ...contradictions(rule, index, time),
    ...leadsNowhere(rule, index),
    ...neverStarts(rule, index, time),
    ...overtaken(rule, index, time),
  ]),
];

function wayUp(level: EscalationLevel, time: readonly TimeRule[]): Finding[] {
  const leads = time.some(
    ({ clock, levels, step }) =>
      levels.includes(level) && UPWARD.includes(step) && ALWAYS_START.includes(clock),
  );
  if (leads) return [];
  return [
    error(
      'no_way_up',
      '/time',
      `Dari ${level} tidak ada jalan ke atas: tidak ada batas waktu yang menaikkan, memberi tahu atau mengusulkan. Kasus dapat diam di sana selamanya.`,
      `There is no way up from ${level}: no clock raises, informs or proposes. A case can lie there for ever.`,
    ),
  ];
}

function contradictions(
  { clock, levels, id }: TimeRule,
  index: number,
  time: readonly TimeRule[],
): Finding[] {
  return levels.flatMap((level, nth) => {
    const other = time.slice(0, index).find((rule) => rule.clock === clock && rule.levels.includes(level));
    if (other === undefined && levels.indexOf(level) === nth) return [];
    return [
      error(
        'two_rules_for_a_clock',
        `/time/${index}/levels/${nth}`,
        `Aturan ${id} dan ${other?.id ?? id} sama-sama mengatur waktu ${clock} di ${level}; tidak jelas mana yang berlaku.`,
        `The rules ${id} and ${other?.id ?? id} both set the clock ${clock} at ${level}; which one holds is not clear.`,
      ),
    ];
  });
}

/** Steps that lead to no level, to the same one again, or over the head of a regent or governor. */
function leadsNowhere({ clock, levels, step }: TimeRule, index: number): Finding[] {
  const pointer = `/time/${index}/step`;
  if (step === 'show') return [];
  if (clock === 'review') {
    return [
      error(
        'step_without_level',
        pointer,
        'Peringatan dini yang dipantau tidak berada di tingkat mana pun; batas tinjauannya hanya dapat ditampilkan (show).',
        'An early warning that is watched stands on no level; its review can only be shown (show).',
      ),
    ];
  }
  if (clock === 'proposal' && step === 'propose') {
    return [
      error(
        'endless_proposal',
        pointer,
        'Usulan yang tidak dijawab akan diusulkan lagi ke tingkat yang sama tanpa akhir.',
        'A proposal that nobody answers would be proposed to the same level again, without end.',
      ),
    ];
  }
  return levels.flatMap((level, nth) => upFrom(level, step, `/time/${index}/levels/${nth}`));
}

function upFrom(level: EscalationLevel, step: TimeStep, pointer: string): Finding[] {
  if (level === 'E4') {
    return [
      error(
        'no_level_above',
        pointer,
        'Di atas E4 tidak ada tingkat lagi; langkah ini kembali ke tingkat yang sama tanpa akhir.',
        'There is no level above E4; this step leads back to the same level without end.',
      ),
    ];
  }
  if (step !== 'raise' || rank(level) < rank('E2')) return [];
  return [
    warning(
      'over_the_head',
      pointer,
      `Dari ${level} kasus naik sendiri tanpa keputusan yang memegangnya; pakai propose agar kepala daerah tidak dilewati mesin.`,
      `From ${level} a case rises by itself, without a decision of its holder; use propose, so that no machine goes over the head of an office.`,
    ),
  ];
}

/** A clock for answers to proposals where nothing is ever proposed. */
function neverStarts({ id, clock, levels }: TimeRule, index: number, time: readonly TimeRule[]): Finding[] {
  if (clock !== 'proposal') return [];
  const proposes = (level: EscalationLevel) =>
    time.some((rule) => rule.step === 'propose' && rule.levels.includes(level));
  return levels.flatMap((level, nth) =>
    proposes(level)
      ? []
      : [
          error(
            'clock_never_starts',
            `/time/${index}/levels/${nth}`,
            `Di ${level} tidak ada aturan yang mengusulkan, sehingga aturan ${id} di sana tidak pernah mulai.`,
            `Nothing is ever proposed at ${level}, so the rule ${id} never starts there.`,
          ),
        ],
  );
}

/**
 * A case that is taken up is acknowledged by that, and one that rose starts anew above: where the clock for taking up
 * runs out first, or at the same instant, the one for the acknowledgement never does.
 */
function overtaken(
  { id, clock, levels, ...own }: TimeRule,
  index: number,
  time: readonly TimeRule[],
): Finding[] {
  if (clock !== 'acknowledge') return [];
  return levels.flatMap((level, nth) => {
    const faster = time.find(
      (rule) => rule.clock === 'handle' && rule.step === 'raise' && rule.levels.includes(level),
    );
    if (faster === undefined || faster.minutes > own.minutes) return [];
    return [
      error(
        'clock_overtaken',
        `/time/${index}/levels/${nth}`,
        `Di ${level} aturan ${faster.id} (${faster.minutes} menit) selalu lebih dahulu daripada aturan ${id} (${own.minutes} menit), yang karena itu tidak pernah berlaku.`,
        `At ${level} the rule ${faster.id} (${faster.minutes} minutes) always comes before the rule ${id} (${own.minutes} minutes), which therefore never acts.`,
      ),
    ];
  });
}

/** Windows of a stage are never longer than the normal one: a stage tightens clocks, it does not loosen them. */
export const stageWindows: Check = ({ time, clusterClock, hours }) => [
  ...time.flatMap((rule, index) => windows(rule, `/time/${index}`, hours.runningStages)),
  ...windows(clusterClock, '/clusterClock', hours.runningStages),
];

function windows(
  { minutes, inStage }: Pick<TimeRule, 'minutes' | 'inStage'>,
  at: string,
  running: EscalationPolicy['hours']['runningStages'],
): Finding[] {
  return (Object.keys(inStage) as (keyof typeof inStage)[]).flatMap((stage) => {
    const pointer = `${at}/inStage/${stage}`;
    const window = inStage[stage] ?? minutes;
    if (window > minutes) {
      return [
        error(
          'stage_window_longer',
          pointer,
          `Pada tahapan ${stage} tenggatnya ${window} menit, lebih panjang daripada tenggat biasa (${minutes} menit); tahapan hanya boleh memperketat.`,
          `In the stage ${stage} the window is ${window} minutes, longer than the normal one (${minutes} minutes); a stage may only tighten.`,
        ),
      ];
    }
    if (window === minutes) return [sameWindow(stage, minutes, pointer)];
    return running.includes(stage) ? [] : [officeMinutes(stage, pointer)];
  });
}

function sameWindow(stage: string, minutes: number, pointer: string): Finding {
  return warning(
    'stage_window_same',
    pointer,
    `Tenggat pada tahapan ${stage} sama dengan tenggat biasa (${minutes} menit); baris ini tidak mengubah apa pun.`,
    `The window of the stage ${stage} is the normal one (${minutes} minutes); this line changes nothing.`,
  );
}

function officeMinutes(stage: string, pointer: string): Finding {
  return warning(
    'stage_in_service_hours',
    pointer,
    `Tahapan ${stage} punya tenggat sendiri, tetapi tidak termasuk hours.runningStages; keparahan ringan tetap dihitung menurut jam layanan.`,
    `The stage ${stage} has windows of its own but is not among hours.runningStages; low severities still run in service hours.`,
  );
}

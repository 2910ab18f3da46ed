import type { LanguageCode } from '../../http/language.js';
import { fillIn, type Sentences } from '../../http/words.js';
import type { OpenDecision } from './board-decisions.js';
import type { BoardCounter, BoardCounters } from './board-totals.js';

/** Why an area waits, with how many cases. */
export interface BoardReason {
  readonly code: string;
  readonly text: string;
  readonly count: number;
}

type Reason = { readonly code: string; readonly counter: BoardCounter; readonly text: Sentences };

const REASONS: readonly Reason[] = [
  reason(
    'not_acknowledged',
    'unacknowledged',
    'belum diterima pejabat yang memegangnya',
    'not acknowledged by the office that holds them',
  ),
  reason('not_handled', 'not_handled', 'lewat batas waktu penanganan', 'past the time to be taken up'),
  reason('no_progress', 'no_progress', 'tanpa kemajuan', 'without progress'),
  reason(
    'proposal_open',
    'proposal_open',
    'diusulkan naik dan menunggu keputusan',
    'proposed to the next level and waiting for a decision',
  ),
  reason(
    'assignment_refused',
    'assignment_refused',
    'disposisinya ditolak dan belum dialihkan',
    'with a refused assignment and nobody else assigned',
  ),
  reason(
    'assignment_overdue',
    'assignment_late',
    'lewat tenggat disposisi',
    'past the end of their assignment',
  ),
  reason(
    'statutory_passed',
    'statutory_passed',
    'lewat batas waktu menurut undang-undang',
    'past a term of law',
  ),
  reason(
    'statutory_near',
    'statutory_near',
    'mendekati batas waktu menurut undang-undang',
    'near a term of law',
  ),
  reason(
    'body_silent',
    'body_silent',
    'diteruskan dan belum ada kabar dari lembaga penerima',
    'referred, and the outside body has said nothing',
  ),
];

const SILENT: Sentences = {
  id: 'Tidak ada kabar selama 24 jam, juga tidak ada laporan nihil.',
  en: 'Nothing was heard for 24 hours, not even that there is nothing to report.',
};

const CLUSTERS_WAIT: Sentences = {
  id: '{count} klaster belum diterima pejabat yang memegangnya.',
  en: 'Clusters not acknowledged by the office that holds them: {count}.',
};

const DECISIONS: Readonly<Record<OpenDecision['kind'], Sentences>> = {
  proposal: {
    id: 'Kasus {number} ({area}) diusulkan naik ke {to}: tegaskan atau tolak dengan alasan.',
    en: 'Case {number} ({area}) is proposed to {to}: confirm, or refuse with a reason.',
  },
  overdue_direction: {
    id: 'Arahan kepada {area} lewat tenggat: {text}',
    en: 'A direction to {area} is past its time: {text}',
  },
  refused_assignment: {
    id: '{agency} menolak disposisi kasus {number} ({area}): tunjuk instansi lain.',
    en: '{agency} refused case {number} ({area}): assign another agency.',
  },
  unacknowledged: {
    id: 'Kasus {number} ({area}) di tingkat {level} belum diterima: nyatakan diterima.',
    en: 'Case {number} ({area}) at level {level} is not acknowledged yet: acknowledge it.',
  },
};

/** The reasons that hold for some case, each as a sentence in the reader's language. */
export function reasonsOf(
  counters: BoardCounters,
  { silent, clusters }: { readonly silent: boolean; readonly clusters: number },
  language: LanguageCode,
): BoardReason[] {
  const told = (code: string, text: Sentences, count: number): BoardReason[] =>
    count > 0 ? [{ code, text: fillIn(text[language], { count }), count }] : [];
  return [
    ...REASONS.flatMap(({ counter, code, text }) => told(code, text, counters[counter])),
    ...told('cluster_not_acknowledged', CLUSTERS_WAIT, clusters),
    ...told('silent', SILENT, silent ? 1 : 0),
  ];
}

/** What is to be decided, as a sentence; `area` and `agency` are names. */
export function decisionText(
  decision: OpenDecision,
  names: { readonly area: string; readonly agency: string },
  language: LanguageCode,
): string {
  const sentence = DECISIONS[decision.kind][language];
  if (decision.kind === 'overdue_direction') return fillIn(sentence, { text: decision.text, ...names });
  const { number, level, proposal } = decision;
  return fillIn(sentence, { number, level, to: proposal?.to, ...names });
}

function reason(code: string, counter: BoardCounter, id: string, en: string): Reason {
  return { code, counter, text: { id: `{count} kasus ${id}.`, en: `Cases ${en}: {count}.` } };
}

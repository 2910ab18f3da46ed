import type { TermKind } from '../../../taxonomy/taxonomy.register.js';
import type { CaseEvent, Letter } from '../../domain/case.events.js';

export type Language = 'id' | 'en';

/** What a title needs besides its event: words of the taxonomy, names of areas, and dates as people write them. */
export interface TitleWords {
  readonly language: Language;
  word(kind: TermKind, code: string): string;
  /** Category and sub-category in words. */
  subject(category: string, subcategory: string): string;
  area(code: string): string;
  moment(instant: string): string;
}

type Titles = {
  readonly [T in CaseEvent['type']]: (
    data: Extract<CaseEvent, { type: T }>['data'],
    words: TitleWords,
  ) => string;
};

/** One sentence for each type of event, in the reader's language. */
const TITLES: Titles = {
  CaseRecorded: ({ report }, words) =>
    say(
      words,
      'Kasus dicatat',
      'Case recorded',
      words.subject(report.category, report.subcategory),
      words.area(report.area),
    ),
  EscalationStarted: ({ level, holder }, words) =>
    say(words, `Eskalasi dimulai pada ${level}`, `Escalation started at ${level}`, words.area(holder.area)),
  EscalationMoved: ({ level, holder }, words) =>
    say(words, `Eskalasi dipindahkan ke ${level}`, `Escalation moved to ${level}`, words.area(holder.area)),
  EscalationRaised: ({ level, holder, trigger, late, reason }, words) =>
    say(
      words,
      `Eskalasi naik ke ${level} karena ${TRIGGERS[trigger].id}${late ? ' (terlambat diproses)' : ''}`,
      `Escalation raised to ${level}: ${TRIGGERS[trigger].en}${late ? ' (processed late)' : ''}`,
      words.area(holder.area),
      reason,
    ),
  UpperLevelInformed: ({ level }, words) =>
    say(words, `Tingkat ${level} diberi tahu`, `Level ${level} informed`),
  EscalationProposed: ({ to }, words) =>
    say(
      words,
      `Diusulkan naik ke ${to}, menunggu keputusan pemegang kasus`,
      `Raise to ${to} proposed, the holding level is to decide`,
    ),
  ProposalConfirmed: ({ note }, words) => say(words, 'Usulan naik disetujui', 'Proposal confirmed', note),
  ProposalRefused: ({ reason }, words) => say(words, 'Usulan naik ditolak', 'Proposal refused', reason),
  EscalationAcknowledged: ({ level, via, note }, words) =>
    say(
      words,
      `Diketahui pemegang kasus (${level})`,
      `Acknowledged by the holding level (${level})`,
      VIA[via][words.language],
      note,
    ),
  EscalationLowered: ({ level, holder, reason }, words) =>
    say(
      words,
      `Eskalasi diturunkan ke ${level}`,
      `Escalation lowered to ${level}`,
      words.area(holder.area),
      reason,
    ),
  EscalationClocksSet: ({ because }, words) =>
    say(words, 'Tenggat dihitung ulang', 'Deadlines reckoned anew', BECAUSE[because][words.language]),
  DeadlinePassed: ({ kind, moment, calendar }, words) =>
    say(
      words,
      moment === 'alarm' ? 'Tenggat sudah dekat' : 'Tenggat terlewati',
      moment === 'alarm' ? 'Deadline is near' : 'Deadline passed',
      DEADLINES[kind][words.language],
      words.moment(calendar.dueAt),
    ),
  GroupInformed: ({ group, via }, words) => say(words, 'Grup diberi tahu', 'Group informed', group, via),
  CaseVerified: (_, words) => say(words, 'Laporan terverifikasi', 'Report verified'),
  CaseMonitored: (_, words) =>
    say(words, 'Peringatan dini terverifikasi dan dipantau', 'Early warning verified and monitored'),
  CaseRejected: ({ as, reason }, words) =>
    say(words, 'Laporan ditolak', 'Report rejected', words.word('verificationOutcomes', as), reason),
  CaseFoundDuplicate: ({ reason }, words) =>
    say(words, 'Dinyatakan duplikat dari kasus lain', 'Found to be a duplicate of another case', reason),
  DuplicateUndone: (_, words) =>
    say(
      words,
      'Status duplikat dibatalkan karena kedua kasus saling menunjuk',
      'Duplicate status undone, because the two cases named each other',
    ),
  CaseTakenUp: ({ note }, words) => say(words, 'Kasus mulai ditangani', 'Case taken up', note),
  CaseAssigned: ({ lead, supporting, dueAt }, words) =>
    say(
      words,
      `Didisposisi kepada ${words.word('agencies', lead)}, batas waktu ${words.moment(dueAt)}`,
      `Assigned to ${words.word('agencies', lead)}, due ${words.moment(dueAt)}`,
      supporting.map((agency) => words.word('agencies', agency)).join(', '),
    ),
  AssignmentAccepted: ({ agency }, words) =>
    say(
      words,
      `Disposisi diterima ${words.word('agencies', agency)}`,
      `Assignment accepted by ${words.word('agencies', agency)}`,
    ),
  AssignmentRefused: ({ agency, reason }, words) =>
    say(
      words,
      `Disposisi ditolak ${words.word('agencies', agency)}`,
      `Assignment refused by ${words.word('agencies', agency)}`,
      reason,
    ),
  FieldActionTaken: ({ kind, result }, words) =>
    say(
      words,
      'Tindakan lapangan',
      'Field action',
      words.word('fieldActions', kind),
      words.word('fieldActionResults', result),
    ),
  InputRequested: ({ agency, question }, words) =>
    say(
      words,
      `Masukan diminta dari ${words.word('agencies', agency)}`,
      `${words.word('agencies', agency)} asked for input`,
      question,
    ),
  InputGiven: ({ agency }, words) =>
    say(
      words,
      `Masukan diberikan ${words.word('agencies', agency)}`,
      `Input given by ${words.word('agencies', agency)}`,
    ),
  CaseReferred: ({ body, as, letter }, words) =>
    say(
      words,
      `Diteruskan kepada ${words.word('bodies', body)}`,
      `Referred to ${words.word('bodies', body)}`,
      words.word('referralKinds', as),
      letterText(letter, words),
    ),
  ReferralLetterAdded: ({ letter }, words) =>
    say(words, 'Surat penerusan dicatat', 'Letter of referral recorded', letterText(letter, words)),
  ReferralProgressed: ({ state, summary }, words) =>
    say(
      words,
      `Kabar dari lembaga: ${words.word('referralStates', state)}`,
      `Word from the body: ${words.word('referralStates', state)}`,
      summary,
    ),
  EarlyWarningPromoted: ({ occurredAt }, words) =>
    say(words, 'Potensi menjadi kejadian', 'Early warning became an incident', words.moment(occurredAt)),
  EarlyWarningLapsed: ({ reason }, words) =>
    say(words, 'Peringatan dini berakhir', 'Early warning lapsed', reason),
  NoteAdded: (_, words) => say(words, 'Catatan ditambahkan', 'Note added'),
  EvidenceAdded: ({ caption }, words) => say(words, 'Bukti ditambahkan', 'Evidence added', caption),
  CaseCorrected: ({ field, reason }, words) =>
    say(
      words,
      `Data dikoreksi: ${words.word('fields', field)}`,
      `Data corrected: ${words.word('fields', field)}`,
      reason,
    ),
  SeverityChanged: ({ new: severity, reason }, words) =>
    say(
      words,
      `Tingkat diubah menjadi ${words.word('severities', String(severity))}`,
      `Severity changed to ${words.word('severities', String(severity))}`,
      reason,
    ),
  CaseResolved: ({ outcome, summary }, words) =>
    say(
      words,
      'Penanganan selesai, menunggu verifikasi',
      'Handling finished, waits for a second person',
      words.word('resolutionOutcomes', outcome),
      summary,
    ),
  CaseClosed: ({ note }, words) => say(words, 'Kasus ditutup', 'Case closed', note),
  CaseReturned: ({ reason }, words) =>
    say(words, 'Dikembalikan ke penanganan', 'Returned for more handling', reason),
  CaseReopened: ({ reason }, words) => say(words, 'Kasus dibuka kembali', 'Case reopened', reason),
  PersonNamed: (_, words) => say(words, 'Seorang petugas diberi akses', 'A person was given access'),
};

const TRIGGERS = {
  severity: { id: 'tingkat keparahan', en: 'severity' },
  time: { id: 'tenggat terlewati', en: 'a deadline passed' },
  statutory: { id: 'tenggat undang-undang', en: 'a term of law' },
  manual: { id: 'keputusan petugas', en: 'a person decided' },
} as const;

const VIA = {
  APP: { id: 'lewat aplikasi', en: 'in the application' },
  PHONE: { id: 'lewat telepon', en: 'by phone' },
  WHATSAPP: { id: 'lewat WhatsApp', en: 'by WhatsApp' },
  RADIO: { id: 'lewat radio', en: 'by radio' },
  IN_PERSON: { id: 'secara langsung', en: 'in person' },
} as const;

const BECAUSE = {
  handled: { id: 'kasus mulai ditangani', en: 'the case was taken up' },
  progress: { id: 'ada kemajuan', en: 'there was progress' },
  severity: { id: 'tingkat berubah', en: 'the severity changed' },
  correction: { id: 'data dikoreksi', en: 'data was corrected' },
  assigned: { id: 'disposisi berubah', en: 'the assignment changed' },
  referred: { id: 'diteruskan ke lembaga lain', en: 'referred to another body' },
  returned: { id: 'kembali ditangani', en: 'handled here again' },
  monitored: { id: 'peringatan dini dipantau', en: 'the early warning is monitored' },
  resumed: { id: 'penanganan dilanjutkan', en: 'handling goes on' },
  stage_calendar: { id: 'kalender tahapan berubah', en: 'the stage calendar changed' },
} as const;

const DEADLINES = {
  acknowledge: { id: 'konfirmasi pemegang kasus', en: 'acknowledgement' },
  handle: { id: 'mulai ditangani', en: 'taking up' },
  progress: { id: 'kemajuan penanganan', en: 'progress' },
  proposal: { id: 'jawaban atas usulan naik', en: 'answer to the proposal' },
  assignment: { id: 'batas waktu disposisi', en: 'end of the assignment' },
  review: { id: 'tinjauan peringatan dini', en: 'review of the early warning' },
  referral: { id: 'kabar dari lembaga lain', en: 'word of the outside body' },
  statutory: { id: 'tenggat undang-undang', en: 'term of law' },
} as const;

/** The sentence for an event. */
export function titleOf(event: CaseEvent, words: TitleWords): string {
  const title = TITLES[event.type] as (data: CaseEvent['data'], words: TitleWords) => string;
  return title(event.data, words);
}

/** The sentence in the reader's language, with what it is about behind it. */
function say(
  { language }: TitleWords,
  id: string,
  en: string,
  ...about: readonly (string | undefined)[]
): string {
  const parts = about.filter((part) => part !== undefined && part !== '');
  const sentence = language === 'en' ? en : id;
  return parts.length === 0 ? sentence : `${sentence}: ${parts.join(' · ')}`;
}

function letterText(letter: Letter | undefined, { language }: TitleWords): string | undefined {
  if (letter === undefined) return undefined;
  return language === 'en'
    ? `letter ${letter.number} of ${letter.date}`
    : `surat ${letter.number} tanggal ${letter.date}`;
}

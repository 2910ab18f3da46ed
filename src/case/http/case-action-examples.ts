import type { OperationExample } from '../../http/example.js';
import type * as dto from './case-action.dto.js';

const LETTER = { number: '041/PM.00/2024', date: '2024-10-20' };

/** One example for each action of a case, with the status to which it leads. */
export const VERIFICATION = acted<dto.VerificationDto>(
  { outcome: 'VERIFIED', told: 'Pelapor diberi tahu lewat WhatsApp.' },
  'VERIFIED',
);
export const HANDLING = acted<dto.OptionalNoteDto>({ note: 'Ditangani tim kelurahan.' }, 'IN_PROGRESS');
export const ASSIGNMENT = acted<dto.AssignmentDto>(
  {
    lead: 'SATPOL_PP',
    supporting: ['DLH'],
    dueAt: '2024-10-19T17:00:00+07:00',
    instruction: 'Tertibkan dan laporkan dengan foto.',
  },
  'ASSIGNED',
);
export const ACCEPTANCE = acted<dto.NothingDto>({}, 'IN_PROGRESS');
export const REFUSAL = acted<dto.ReasonDto>(
  { reason: 'Letaknya di jalan provinsi; bukan wewenang kami.' },
  'VERIFIED',
);
export const FIELD_ACTION = acted<dto.FieldActionDto>(
  {
    kind: 'MEDIATION',
    at: '2024-10-18T09:30:00+07:00',
    with: ['POLRI', 'camat'],
    result: 'AGREED',
    summary: 'Kedua pihak sepakat menurunkan spanduk sendiri.',
  },
  'IN_PROGRESS',
  1,
);
export const INPUT_REQUEST = acted<dto.InputRequestDto>(
  { agency: 'DLH', question: 'Apakah pohonnya rusak?' },
  'ASSIGNED',
  1,
);
export const INPUT_ANSWER = acted<dto.InputAnswerDto>(
  { answer: 'Kulit batang tergores; pohon tidak perlu ditebang.' },
  'ASSIGNED',
);
export const REFERRAL = acted<dto.ReferralDto>(
  {
    body: 'BAWASLU',
    as: 'INITIAL_INFORMATION',
    reason: 'Diduga pelanggaran pemasangan alat peraga.',
    deliveredAt: '2024-10-18T10:00:00+07:00',
    via: 'Panwascam Tembalang',
    letter: LETTER,
  },
  'REFERRED',
  1,
);
export const REFERRAL_LETTER = acted<dto.LetterDto>(LETTER, 'REFERRED');
export const REFERRAL_PROGRESS = acted<dto.ReferralProgressDto>(
  {
    state: 'REGISTERED',
    at: '2024-10-21T11:00:00+07:00',
    summary: 'Diregister sebagai temuan.',
    letter: LETTER,
  },
  'REFERRED',
);
export const PROMOTION = acted<dto.PromotionDto>({ occurredAt: '2024-10-22T16:00:00+07:00' }, 'VERIFIED');
export const LAPSE = acted<dto.ReasonDto>({ reason: 'Rencana aksi dibatalkan panitia.' }, 'CLOSED');
export const NOTE = acted<dto.NoteDto>({ text: 'Ketua RT bersedia membantu.' }, 'IN_PROGRESS');
export const EVIDENCE = acted<dto.EvidenceDto>(
  {
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    caption: 'Spanduk pada pohon, dari arah barat.',
  },
  'RECEIVED',
);
export const CORRECTION = acted<dto.CorrectionDto>(
  { field: 'area', value: '33.74.10.1005', reason: 'Letaknya di seberang batas kelurahan.' },
  'RECEIVED',
);
export const SEVERITY = acted<dto.SeverityDto>(
  { severity: 3, reason: 'Massa mulai berkumpul di lokasi.' },
  'IN_PROGRESS',
);
export const RESOLUTION = acted<dto.ResolutionDto>(
  { outcome: 'REMOVED', summary: 'Tiga spanduk diturunkan dan disimpan di gudang kecamatan.' },
  'RESOLVED',
);
export const CLOSURE = acted<dto.OptionalNoteDto>({ note: 'Sudah diperiksa di lapangan.' }, 'CLOSED');
export const RETURN = acted<dto.ReasonDto>({ reason: 'Satu spanduk masih terpasang.' }, 'IN_PROGRESS');
export const REOPENING = acted<dto.ReasonDto>({ reason: 'Spanduk dipasang lagi.' }, 'IN_PROGRESS');
export const ACCESS = acted<dto.AccessDto>(
  {
    person: 'b6c50a89-30d1-595e-b723-ecdc4b265e1d',
    reason: 'Menangani klarifikasi di tingkat kabupaten.',
  },
  'IN_PROGRESS',
);

/** An action that leads to a status; `n` numbers what it adds. A case off the ladder has no level. */
export function acted<T>(request: T, status: string, n?: number): OperationExample {
  const level = status === 'CLOSED' ? null : 'E0';
  const response = { revision: 4, status, level, ...(n !== undefined && { n }) };
  return { request, response, members: { level: { type: ['string', 'null'] } }, headers: ['ETag'] };
}

import type { FindingText } from '../../../policy/check/finding.js';
import type { ClusterRule, StartOverride, TimeRule, TimeStep } from '../../../policy/escalation-policy.js';

/** How many cases of a severity there were, and where they start at least. */
export function severity(code: string, level: string, cases: number): FindingText {
  return {
    id: `${cases} kasus berkeparahan ${code} akan mulai di ${level}, atau lebih tinggi bila wilayahnya hanya diketahui sampai tingkat itu.`,
    en: `${cases} cases of severity ${code} would start at ${level}, or higher where their area is not known more exactly.`,
  };
}

export function override({ level, when }: StartOverride, cases: number): FindingText {
  const details = (when.details ?? []).join(', ');
  const [id, en] =
    details === ''
      ? ['', '']
      : [
          ` Rincian ${details} tidak ada dalam daftar kasus, sehingga jumlahnya dapat lebih besar.`,
          ` The details ${details} do not stand in the list of cases, so there may be more.`,
        ];
  return {
    id: `${cases} kasus akan diangkat ke ${level} sejak awal, dihitung menurut kategori dan subkategori.${id}`,
    en: `${cases} cases would be lifted to ${level} from the start, by category and sub-category.${en}`,
  };
}

const FROM_WHAT: Readonly<Record<'acknowledge' | 'handle' | 'progress', FindingText>> = {
  acknowledge: {
    id: 'waktu dari pencatatan sampai status pertama sesudah RECEIVED (status, updated_at)',
    en: 'the time from recording to the first status after RECEIVED (status, updated_at)',
  },
  handle: {
    id: 'waktu dari pencatatan sampai status pertama sesudah ASSIGNED (status, updated_at)',
    en: 'the time from recording to the first status after ASSIGNED (status, updated_at)',
  },
  progress: {
    id: 'jeda terlama antara dua perubahan yang tercatat (updated_at); catatan dan kenaikan otomatis pun terhitung',
    en: 'the longest silence between two recorded changes (updated_at); notes and raises by the clock count too',
  },
};

const DONE: Readonly<Record<TimeStep, FindingText>> = {
  raise: { id: 'akan naik satu tingkat', en: 'would be raised by a level' },
  inform: { id: 'akan diberitahukan ke tingkat di atasnya', en: 'would be told to the level above' },
  propose: { id: 'akan diusulkan ke tingkat berikutnya', en: 'would be proposed to the next level' },
  show: { id: 'akan ditampilkan', en: 'would be shown' },
};

/** Rules of time are reckoned in plain hours: without service hours, stages and what a rule before would have moved. */
export function time({ clock, levels, minutes, step }: TimeRule, cases: number | null): FindingText {
  if (cases === null || !(clock in FROM_WHAT)) {
    return {
      id: 'Tidak dapat diperkirakan: daftar kasus tidak mencatat usulan, tinjauan dan kabar dari lembaga luar.',
      en: 'This cannot be estimated: the list of cases keeps no proposals, reviews and words of outside bodies.',
    };
  }
  const { id, en } = FROM_WHAT[clock as keyof typeof FROM_WHAT];
  const at = levels.join(', ');
  return {
    id: `Perkiraan: ${cases} kasus di ${at} ${DONE[step].id} sesudah ${minutes} menit. Dihitung dari ${id}, dalam jam biasa, tanpa jam layanan dan tahapan.`,
    en: `Estimate: ${cases} cases at ${at} ${DONE[step].en} after ${minutes} minutes. Reckoned from ${en}, in plain hours, without service hours and stages.`,
  };
}

export const statutory: FindingText = {
  id: 'Tidak dapat diperkirakan: tenggat hukum dihitung dari hari kalender dan hari kerja tiap wilayah.',
  en: 'This cannot be estimated: terms of law follow the calendar and working days of each area.',
};

export const uncountable: FindingText = {
  id: 'Tidak dapat diperkirakan: daftar kasus tidak memuat TPS, tautan dan tahapan.',
  en: 'This cannot be estimated: the list of cases holds no polling stations, links and stages.',
};

export function cluster({ hours }: ClusterRule, clusters: number, cases: number): FindingText {
  return {
    id: `Perkiraan: ${clusters} klaster dengan ${cases} kasus, dihitung dalam jendela tetap ${hours} jam yang berurutan (occurred_at, kalau tidak ada received_at); jendela yang bergeser dapat menemukan lebih banyak.`,
    en: `Estimate: ${clusters} clusters of ${cases} cases, in windows of ${hours} hours one after the other (occurred_at, else received_at); a sliding window may find more.`,
  };
}

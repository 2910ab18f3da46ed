import type { CaseNews, HeldNews, Why } from '../news.js';

/** What a rule of the policy noticed, as the end of a sentence. A rule that is not here is told by its trigger. */
const BY_RULE: Readonly<Record<string, string>> = {
  not_acknowledged: 'tingkat sebelumnya belum menyatakan tahu',
  not_acknowledged_by_regency: 'pemegang kasus belum menyatakan tahu',
  not_handled: 'kasus belum ditangani di tingkat sebelumnya',
  no_progress: 'belum ada kemajuan penanganan',
  statutory_clock: 'tenggat menurut peraturan hampir habis atau sudah lewat',
  deaths_arson_weapons: 'ada korban jiwa, pembakaran, atau senjata',
};

const BY_TRIGGER: Readonly<Record<Why, string>> = {
  start: 'kasus baru',
  severity: 'keparahan kasus dinaikkan',
  time: 'tenggat di tingkat sebelumnya lewat',
  statutory: 'tenggat menurut peraturan hampir habis atau sudah lewat',
  manual: 'dinaikkan oleh pejabat, alasannya tercatat di sistem',
  moved: 'data kasus dikoreksi, sehingga kantor Anda yang memegangnya',
  lowered: 'dikembalikan oleh tingkat di atas, alasannya tercatat di sistem',
};

/** Why the office is told, in a few Indonesian words. */
export function reasonOf(news: CaseNews): string {
  const known = news.rule === null ? undefined : BY_RULE[news.rule];
  switch (news.kind) {
    case 'held':
      return heldReason(news, known);
    case 'informed':
      return known ?? 'keparahan kasus';
    case 'proposed':
      return known ?? 'tenggat kemajuan lewat';
  }
}

/** What a person did, or the start by severity, says more than the rule's name. */
function heldReason({ why }: HeldNews, known: string | undefined): string {
  return why === 'manual' || why === 'moved' || why === 'lowered'
    ? BY_TRIGGER[why]
    : (known ?? BY_TRIGGER[why]);
}

/** What makes a cluster, in a few Indonesian words. */
export function clusterReason(rule: string): string {
  return CLUSTER_RULES[rule] ?? 'beberapa kasus berdekatan';
}

const CLUSTER_RULES: Readonly<Record<string, string>> = {
  repeated_disorder: 'gangguan berulang di satu kecamatan',
  spreading_disorder: 'gangguan meluas ke beberapa kabupaten/kota',
  tps_under_threat: 'kejadian di beberapa TPS yang dapat berujung pemungutan suara ulang',
  same_content_in_districts: 'konten yang sama beredar di beberapa kecamatan',
  same_content_in_regencies: 'konten yang sama beredar di beberapa kabupaten/kota',
  supply: 'gangguan logistik berulang di satu kabupaten/kota',
};

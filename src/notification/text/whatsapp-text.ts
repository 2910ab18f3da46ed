import { depthOf } from '../../kernel/grant.js';
import {
  areaOf,
  type CaseNews,
  type ClusterNews,
  type Deadline,
  type DirectionNews,
  type News,
} from '../news.js';
import { localMoment } from './local-moment.js';
import { clusterReason, reasonOf } from './reasons.js';

/** The Indonesian words behind the codes. */
export interface Glossary {
  /** Names from the province down to the area itself; empty for the country. */
  areaPath(code: string): readonly string[];
  /** Always worded as a suspicion: `Dugaan …`. */
  category(code: string): string;
  subcategory(category: string, code: string): string;
  /** `Kecamatan`, `Provinsi`, … */
  level(code: string): string;
  severity(severity: number): string;
  agency(code: string, area: string): string;
}

/** How many areas a text names: the kelurahan with its kecamatan and its kab/kota. */
const NAMED_AREAS = 3;

/**
 * What somebody may pass on by WhatsApp as it is: Indonesian, with what must be done by when on the clocks of the area.
 * Personal data are not in it, and nothing that a person wrote; of a restricted case neither category nor place.
 * `publicUrl`: the origin of the service; without one there is no link.
 */
export function whatsAppText(news: News, glossary: Glossary, publicUrl: string | undefined): string {
  const lines = [`*KONDUSIF: ${headlineOf(news)}*`, ...subjectOf(news, glossary), ...taskOf(news, glossary)];
  if (publicUrl !== undefined) lines.push(`${publicUrl}${pathOf(news)}`);
  return lines.join('\n');
}

/** One line for the subject of a letter. */
export function subjectLine(news: News, glossary: Glossary): string {
  const number = 'case' in news ? [news.case.number] : [];
  const isVeiled = 'case' in news && news.case.restricted;
  const place = isVeiled ? [] : [placeName(areaOf(news), glossary)];
  return [`[Kondusif] ${headlineOf(news)}`, ...number, ...place].join(' · ');
}

function headlineOf(news: News): string {
  switch (news.kind) {
    case 'held':
      return 'perlu tindakan Anda';
    case 'informed':
      return 'untuk diketahui';
    case 'proposed':
      return 'perlu keputusan Anda';
    case 'cluster':
      return 'kelompok kasus perlu perhatian Anda';
    case 'direction':
      return 'arahan pimpinan untuk Anda';
    case 'conflict_status':
      return 'status keadaan konflik segera berakhir';
  }
}

function subjectOf(news: News, glossary: Glossary): string[] {
  switch (news.kind) {
    case 'cluster':
      return aboutCluster(news, glossary);
    case 'direction':
      return aboutDirection(news, glossary);
    case 'conflict_status':
      return [`Wilayah: ${placeName(areaOf(news), glossary)}`];
    default:
      return aboutCase(news, glossary);
  }
}

function aboutCase(news: CaseNews, glossary: Glossary): string[] {
  const { category, subcategory, area, severity, restricted } = news.case;
  const what = restricted
    ? ['Kasus terbatas: rinciannya hanya di dalam sistem.']
    : [
        `${glossary.category(category)} (${glossary.subcategory(category, subcategory)})`,
        `Wilayah: ${placeName(area, glossary)}`,
      ];
  return [
    `Kasus ${news.case.number}`,
    ...what,
    `Keparahan: ${severity} (${glossary.severity(severity)})`,
    `Tingkat: ${news.level} ${glossary.level(news.level)}${restricted ? '' : `, ${placeName(news.office.area, glossary)}`}`,
    `Sebab: ${reasonOf(news)}`,
  ];
}

function aboutCluster({ cluster, level }: ClusterNews, glossary: Glossary): string[] {
  const what = cluster.category === null ? [] : [glossary.category(cluster.category)];
  return [
    `${cluster.cases} kasus: ${clusterReason(cluster.rule)}`,
    ...what,
    `Wilayah: ${placeName(cluster.area, glossary)}`,
    `Tingkat: ${level} ${glossary.level(level)}`,
  ];
}

function aboutDirection({ direction, office }: DirectionNews, glossary: Glossary): string[] {
  const to = office.agency === undefined ? [] : [`Kepada: ${glossary.agency(office.agency, office.area)}`];
  return [...to, `Wilayah: ${placeName(direction.area, glossary)}`, 'Isi arahan ada di dalam sistem.'];
}

/** What must be done, by when. */
function taskOf(news: News, glossary: Glossary): string[] {
  switch (news.kind) {
    case 'held':
    case 'cluster':
      return tasks(news.deadlines, areaOf(news));
    case 'informed':
      return [
        `Yang memegang kasus tetap tingkat ${news.holder.level} ${glossary.level(news.holder.level)}. Anda belum perlu mengambil alih.`,
      ];
    case 'proposed':
      return [
        `Yang harus dilakukan: setujui atau tolak usulan menaikkan kasus ke tingkat ${news.to} ${glossary.level(news.to)}, dengan alasan${byWhen(news.deadlines, 'proposal', areaOf(news))}.`,
      ];
    case 'direction':
      return [
        `Yang harus dilakukan: nyatakan sudah tahu, lalu selesaikan paling lambat ${localMoment(news.direction.dueAt, areaOf(news))}.`,
      ];
    case 'conflict_status':
      return [
        `Yang harus dilakukan: mintakan keputusan pejabat yang berwenang, diperpanjang atau dibiarkan berakhir, sebelum ${localMoment(news.conflictStatus.until, areaOf(news))}.`,
      ];
  }
}

function tasks(deadlines: readonly Deadline[], area: string): string[] {
  const handle = byWhen(deadlines, 'handle', area);
  return [
    'Yang harus dilakukan:',
    `- nyatakan sudah tahu${byWhen(deadlines, 'acknowledge', area)}`,
    ...(handle === '' ? [] : [`- tangani${handle}`]),
  ];
}

function byWhen(deadlines: readonly Deadline[], kind: Deadline['kind'], area: string): string {
  const due = deadlines.find((deadline) => deadline.kind === kind);
  return due === undefined ? '' : ` paling lambat ${localMoment(due.dueAt, area)}`;
}

/** `Bulusan, Tembalang, Kota Semarang`; the country has a word of its own. */
function placeName(code: string, glossary: Glossary): string {
  if (depthOf(code) === 0) return 'Indonesia';
  return [...glossary.areaPath(code)].reverse().slice(0, NAMED_AREAS).join(', ');
}

function pathOf(news: News): string {
  switch (news.kind) {
    case 'cluster':
      return `/v1/clusters/${news.cluster.id}`;
    case 'direction':
      return `/v1/directions/${news.direction.id}`;
    case 'conflict_status':
      return `/v1/conflict-statuses/${news.conflictStatus.id}`;
    default:
      return `/v1/cases/${news.case.id}`;
  }
}

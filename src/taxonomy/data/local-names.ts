import type { AgencyCode } from './agencies.js';

/** What an agency is called in an area and below it. */
export interface LocalAgencyName {
  /** Area code; holds for everything below it. */
  readonly area: string;
  readonly agency: AgencyCode;
  readonly name: string;
}

export const LOCAL_AGENCY_NAMES: readonly LocalAgencyName[] = [
  { area: '11', agency: 'SATPOL_PP', name: 'Satpol PP dan WH (Wilayatul Hisbah)' },
  { area: '11', agency: 'BAWASLU', name: 'Panitia Pengawas Pemilihan (Panwaslih)' },
  { area: '11', agency: 'KPU', name: 'Komisi Independen Pemilihan (KIP)' },
];

/** A unit as people there call it. `MUKIM` lies between kecamatan and village, `HAMLET` below the village. */
export type LocalUnit = 'DISTRICT' | 'MUKIM' | 'VILLAGE' | 'HAMLET';

/** What a unit is called in an area and below it; of two entries the one with the longer area holds. */
export interface LocalUnitName {
  readonly area: string;
  readonly unit: LocalUnit;
  /** For villages: the word for a desa; a kelurahan keeps its name everywhere. */
  readonly word: string;
  /** The word in a kota, where it is another one. */
  readonly urban?: string;
}

/** Only what is in official use there; everywhere else: kecamatan, desa, kelurahan. */
export const LOCAL_UNIT_NAMES: readonly LocalUnitName[] = [
  { area: '11', unit: 'MUKIM', word: 'mukim' },
  { area: '11', unit: 'VILLAGE', word: 'gampong' },
  { area: '11.02', unit: 'VILLAGE', word: 'kute' },
  { area: '11.04', unit: 'VILLAGE', word: 'kampung' },
  { area: '11.16', unit: 'VILLAGE', word: 'kampung' },
  { area: '11.17', unit: 'VILLAGE', word: 'kampung' },
  { area: '13', unit: 'VILLAGE', word: 'nagari' },
  { area: '13', unit: 'HAMLET', word: 'jorong' },
  { area: '13.01', unit: 'HAMLET', word: 'kampung' },
  { area: '13.05', unit: 'HAMLET', word: 'korong' },
  { area: '13.09', unit: 'VILLAGE', word: 'desa' },
  { area: '13.09', unit: 'HAMLET', word: 'dusun' },
  { area: '13.73', unit: 'VILLAGE', word: 'desa' },
  { area: '13.73', unit: 'HAMLET', word: 'dusun' },
  { area: '13.77', unit: 'VILLAGE', word: 'desa' },
  { area: '13.77', unit: 'HAMLET', word: 'dusun' },
  { area: '14.07', unit: 'VILLAGE', word: 'kepenghuluan' },
  { area: '14.08', unit: 'VILLAGE', word: 'kampung' },
  { area: '15.08', unit: 'VILLAGE', word: 'dusun' },
  { area: '18.02', unit: 'VILLAGE', word: 'kampung' },
  { area: '18.04', unit: 'VILLAGE', word: 'pekon' },
  { area: '18.05', unit: 'VILLAGE', word: 'kampung' },
  { area: '18.06', unit: 'VILLAGE', word: 'pekon' },
  { area: '18.08', unit: 'VILLAGE', word: 'kampung' },
  { area: '18.10', unit: 'VILLAGE', word: 'pekon' },
  { area: '18.12', unit: 'VILLAGE', word: 'tiyuh' },
  { area: '18.13', unit: 'VILLAGE', word: 'pekon' },
  { area: '34', unit: 'DISTRICT', word: 'kapanewon', urban: 'kemantren' },
  { area: '34', unit: 'VILLAGE', word: 'kalurahan' },
  { area: '64.03', unit: 'VILLAGE', word: 'kampung' },
  { area: '64.07', unit: 'VILLAGE', word: 'kampung' },
  { area: '64.11', unit: 'VILLAGE', word: 'kampung' },
  { area: '71.03', unit: 'VILLAGE', word: 'kampung' },
  { area: '73.18', unit: 'VILLAGE', word: 'lembang' },
  { area: '73.26', unit: 'VILLAGE', word: 'lembang' },
  ...['91', '92', '93', '94', '95', '96'].flatMap((area): LocalUnitName[] => [
    { area, unit: 'DISTRICT', word: 'distrik' },
    { area, unit: 'VILLAGE', word: 'kampung' },
  ]),
];

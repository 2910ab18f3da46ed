import { oneOf, text, uuid } from '../../http/checks.js';
import { Is } from '../../http/fields.js';
import { FilterOnce } from '../../http/filters.js';
import type { ImportMode } from '../import/import.runner.js';

const MODES = ['open', 'archive'] as const satisfies readonly ImportMode[];

/** How a spreadsheet is imported. */
export class ImportQueryDto {
  /** Name of the spreadsheet; with its column No it is a row's identity, in every later file too. */
  @Is(text(100))
  source!: string;

  /** `archive` records history: no clock starts. */
  @FilterOnce(oneOf(MODES))
  mode?: ImportMode;

  /** Made by the client, so that progress can be asked for while the answer is awaited. */
  @FilterOnce(uuid)
  id?: string;
}

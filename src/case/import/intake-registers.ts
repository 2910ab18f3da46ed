import type { ZoneLabel } from '../../area/area.js';
import type { AreaNames } from '../../area/area-names.js';

/** What the words of a row are looked up in; codes and names are taken as people write them. */
export interface IntakeRegisters {
  /** Code of a category. */
  category(text: string): string | undefined;
  /** A sub-category of the category and the severity it has by default. */
  subcategory(
    category: string,
    text: string,
  ): { readonly code: string; readonly severity: number } | undefined;
  /** Code of a type of campaign item. */
  itemType(text: string): string | undefined;
  readonly areas: Pick<AreaNames, 'resolve'>;
  zoneOf(area: string): ZoneLabel;
}

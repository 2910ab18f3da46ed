import type { CommandContext } from '../../event-store/decision.js';
import type { Principal } from '../../kernel/grant.js';
import type { ImportMode } from './import.runner.js';

/** Import of one spreadsheet. It answers when the last row is settled. */
export class ImportCases {
  constructor(
    readonly importer: Principal,
    readonly order: {
      /** Of the run; under it progress and results are found. */
      readonly id: string;
      /** Name of the spreadsheet; with its number it is a row's identity. */
      readonly source: string;
      readonly mode: ImportMode;
    },
    /** The CSV file; read once. */
    readonly file: AsyncIterable<Uint8Array>,
    /** `commandId` is that of the claim of the source, another for each import: whether it is allowed is asked each time. */
    readonly context: CommandContext,
    /** Told once the rows are counted and then about once a second. */
    readonly onProgress?: (progress: { readonly done: number; readonly rows: number }) => void,
  ) {}
}

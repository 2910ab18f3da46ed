/** A name under which spreadsheets are imported belongs from now on to those who work in these areas. */
export interface ImportSourceClaimed {
  readonly type: 'ImportSourceClaimed';
  readonly data: {
    /** As the first importer wrote it. */
    readonly source: string;
    /** Codes of the areas over which the first importer may import; `""` is the whole country. */
    readonly areas: readonly string[];
  };
}

export type ImportSourceEvent = ImportSourceClaimed;

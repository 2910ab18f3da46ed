import { type FileHandle, open as openFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ImportMode } from '../case/import/import.runner.js';
import { countRows, type RowResult } from '../case/import/import-result.js';
import type { ImportRunRow } from '../case/import/import-runs.js';
import { StartError } from '../config/start-error.js';
import { type CliCommand, type CommandContext, UsageError } from './command.js';

/** What the command needs of the service's inside: the same command that the HTTP route sends, for a person. */
export interface ImportDesk {
  /** Errors: those of `ImportCases`, and `StartError` for somebody who is unknown. */
  importCases(
    order: { readonly username: string; readonly source: string; readonly mode: ImportMode },
    file: AsyncIterable<Uint8Array>,
    onProgress: (progress: { readonly done: number; readonly rows: number }) => void,
  ): Promise<ImportRunRow>;
  close(): Promise<void>;
}

interface Order {
  readonly file: string;
  readonly source: string;
  readonly as: string;
  readonly mode: ImportMode;
}

/** `import`: a spreadsheet from a file, in somebody's name and with that person's rights. */
export function importCommand(open: (context: CommandContext) => Promise<ImportDesk>): CliCommand {
  return {
    name: 'import',
    usage: '<file.csv> --source <name> --as <username> [--mode open|archive]',
    summary: "Imports a spreadsheet of cases with a person's rights; rows that are refused are listed.",
    async run(args, context) {
      const order = orderOf(args);
      const file = await readable(order.file);
      try {
        report(await importFile(file, order, await open(context), context), context);
      } finally {
        await file.close();
      }
      return 0;
    },
  };
}

async function importFile(
  file: FileHandle,
  { source, as: username, mode }: Order,
  desk: ImportDesk,
  context: CommandContext,
): Promise<ImportRunRow> {
  let bar: ReturnType<CommandContext['progress']> | undefined;
  try {
    return await desk.importCases({ username, source, mode }, file.createReadStream(), (progress) => {
      bar ??= context.progress('import', progress.rows);
      bar.reached(progress.done);
    });
  } finally {
    bar?.end();
    await desk.close();
  }
}

async function readable(path: string): Promise<FileHandle> {
  try {
    return await openFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`${path} cannot be read (${code}).`, 1, { cause: error });
  }
}

function orderOf(args: readonly string[]): Order {
  const { positionals, values } = parsed(args);
  const [file, ...others] = positionals;
  const { source, as, mode = 'open' } = values;
  if (file === undefined || others.length > 0) throw new UsageError('import takes one file.');
  if (!source || !as) throw new UsageError('import needs --source and --as.');
  if (mode !== 'open' && mode !== 'archive') throw new UsageError('The mode is open or archive.');
  return { file, source, as, mode };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { source: text, as: text, mode: text },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'import was called in an unknown way.');
  }
}

function report(run: ImportRunRow, { print }: CommandContext): void {
  for (const row of run.results) {
    if (row.outcome === 'refused' || row.outcome === 'changed') print(sentenceOf(row));
  }
  const { recorded, alreadyRecorded, changed, refused } = countRows(run.results);
  print(
    `${run.rows} rows: ${recorded} recorded, ${alreadyRecorded} already recorded, ${changed} changed, ${refused} refused`,
  );
}

function sentenceOf({ line, no, outcome, code, candidates, suggestions }: RowResult): string {
  const areas = [...(candidates ?? []), ...(suggestions ?? []).map((area) => `${area.code} ${area.name}`)];
  const perhaps = areas.length > 0 ? ` (perhaps ${areas.join(', ')})` : '';
  return `line ${line}, No ${no === '' ? '?' : no}: ${code ?? outcome}${perhaps}`;
}

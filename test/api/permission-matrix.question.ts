import type { Answer } from '../support/running-app.js';
import { type Asker, type Askers, COLUMNS, type ColumnKey } from './permission-matrix.people.js';
import type { Outcome, Place, TableRow } from './permission-matrix.table.js';

/** A route asked in one situation. */
export interface Question {
  /** As it is declared, e.g. `POST /v1/cases/:id/notes`. */
  readonly route: string;
  readonly situation?: string;
  /** One column after the other, where the service takes few such requests at once. */
  readonly inTurn?: true;
  /** Null where the question makes no sense for this person. */
  ask(who: Asker, place: Place): Promise<Outcome | null>;
}

/** Questions that the same people are asked. */
export interface Section {
  readonly title: string;
  readonly columns: readonly ColumnKey[];
  readonly places: readonly Place[];
  /** The same person in all places: what is asked about is elsewhere, not who asks. */
  readonly oneself?: true;
  readonly questions: readonly Question[];
}

/** Outcome of an answer to a request that is well-formed: what the state says to it comes after the permission. */
export function outcomeOf({ status, body }: Pick<Answer, 'status' | 'body'>): Outcome {
  if (status < 300 || [409, 412, 428].includes(status)) return 'yes';
  if (status === 403) return '–';
  if (status === 404) return 'hidden';
  throw new Error(`No answer to the question who may: ${status} ${JSON.stringify(body)}`);
}

/** Whether a list that may be asked for holds an item. */
export function listed(answer: Answer, holds: (item: { readonly id: string }) => boolean): Outcome {
  if (answer.status !== 200) return outcomeOf(answer);
  return answer.body.items.some(holds) ? 'yes' : 'empty';
}

/** Asks everybody a question, all at once where nothing is said. */
export async function rowOf(question: Question, section: Section, askers: Askers): Promise<TableRow> {
  const { route, situation = '' } = question;
  const cells: Promise<Outcome[]>[] = [];
  for (const column of section.columns) {
    const cell = cellOf(question, column, section, askers);
    cells.push(cell);
    if (question.inTurn) await cell;
  }
  return { route, situation, cells: await Promise.all(cells) };
}

async function cellOf(
  { route, situation, ask }: Question,
  column: ColumnKey,
  { places, oneself }: Section,
  askers: Askers,
): Promise<Outcome[]> {
  const outcomes = places.map(async (place) => {
    const who = askers[column][place === 'outside' && !oneself ? 'outside' : 'inside'];
    try {
      return await ask(who, place);
    } catch (cause) {
      throw new Error(`${route} (${situation}), ${COLUMNS[column].name}, ${place}: ${cause}`, { cause });
    }
  });
  return (await Promise.all(outcomes)).filter((outcome) => outcome !== null);
}

import { DataSource } from 'typeorm';
import { tableOf } from '../../projection/projection.js';
import { caseBoard } from '../board/case-board.projection.js';

/** The next open cases under a policy after an id in the areas (`""`: everywhere), in the order of ids. */
export async function openCases(
  dataSource: DataSource,
  areas: readonly string[],
  after: string,
  limit: number,
): Promise<string[]> {
  const rows: { id: string }[] = await dataSource.query(
    `select id from ${tableOf(caseBoard)} t
     where open and policy_version > 0 and id > $2
       and exists (select from unnest($1::text[]) as p (area)
                   where p.area = '' or t.area = p.area or starts_with(t.area, p.area || '.'))
     order by id limit $3`,
    [areas, after, limit],
  );
  return rows.map(({ id }) => id);
}

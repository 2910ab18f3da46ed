/** What a database holds, as plain SQL that fills an empty one; made from the catalog, as `pg_dump` would. */

/** Tables, constraints, indexes, functions and triggers. Rows go between the two parts. */
export async function schemaOf(client) {
  const tables = await column(
    client,
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname collate "C"`,
  );
  const extensions = await column(
    client,
    `select extname from pg_extension where extname <> 'plpgsql' order by 1`,
  );
  const sequences = await column(
    client,
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  );
  const before = [
    ...extensions.map((name) => `create extension if not exists ${name}`),
    ...sequences.map((name) => `create sequence ${name}`),
  ];
  for (const table of tables) before.push(await tableDefinition(client, table));
  const after = [
    ...(await column(client, CONSTRAINTS)),
    ...(await column(client, INDEXES)),
    ...(await column(client, FUNCTIONS)),
    ...(await column(client, TRIGGERS)),
  ];
  return { tables, sequences, before, after };
}

/** One insert a table; `only` keeps a table short by a condition. */
export async function rowsOf(client, table, only = {}) {
  const names = await column(
    client,
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' order by attnum`,
    [table],
  );
  const values = names.map((name) => `quote_nullable(${name})`).join(` || ', ' || `);
  const rows = await column(
    client,
    `select '(' || ${values} || ')' from ${table} where ${only[table] ?? 'true'} order by 1`,
  );
  return rows.length === 0 ? [] : [`insert into ${table} (${names.join(', ')}) values\n${rows.join(',\n')}`];
}

async function tableDefinition(client, table) {
  const columns = await column(
    client,
    `select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
       || case when a.attcollation <> t.typcollation and a.attcollation <> 0 then format(' collate %I', c.collname) else '' end
       || case when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
               when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
       || case when a.attnotnull then ' not null' else '' end
     from pg_attribute a
     join pg_type t on t.oid = a.atttypid
     left join pg_collation c on c.oid = a.attcollation
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [table],
  );
  return `create table ${table} (\n  ${columns.join(',\n  ')}\n)`;
}

const CONSTRAINTS = `
  select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'c', 'f')
  order by contype = 'f', conrelid::regclass::text collate "C", conname`;

const INDEXES = `
  select pg_get_indexdef(indexrelid) from pg_index
  join pg_class on pg_class.oid = indexrelid
  where relnamespace = 'public'::regnamespace
    and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
  order by relname collate "C"`;

const FUNCTIONS = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') from pg_proc p
  where pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')
  order by proname`;

const TRIGGERS = `
  select pg_get_triggerdef(t.oid) from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  where relnamespace = 'public'::regnamespace and not tgisinternal
  order by tgname`;

async function column(client, text, values = []) {
  const { rows } = await client.query({ text, values, rowMode: 'array' });
  return rows.map(([value]) => value);
}

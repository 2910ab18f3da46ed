-- Runs of the import of spreadsheets: progress meanwhile, the answer afterwards. Results name rows by line and number
-- and cases by id; they repeat nothing else that a row says.
create table import_run (
  id         uuid primary key,
  source     text not null,
  mode       text not null check (mode in ('open', 'archive')),
  -- Person id.
  importer   text not null,
  -- Over which the importer could import; who oversees all of them may see the results.
  areas      text[] not null,
  rows       integer not null,
  state      text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'STOPPED')),
  -- In file order, from the first row to the last before which none is missing.
  results    jsonb not null default '[]',
  position   text collate "C",
  started_at timestamptz not null default clock_timestamp(),
  -- A running import writes here every second: one that is silent died with its process.
  updated_at timestamptz not null default clock_timestamp()
);

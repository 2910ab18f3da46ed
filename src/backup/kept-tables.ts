/** A table whose rows cannot be made again from anything else. */
export interface KeptTable {
  readonly name: string;
  /** The rows are written in the order of this column. */
  readonly order?: string;
  /** A statement that is run once the rows are put back: for rows behind which something would be sent. */
  readonly afterRestore?: string;
}

/** What is truth, in an order in which it can be put back: rows that others refer to come first. */
export const KEPT: readonly KeptTable[] = [
  { name: 'es_log' },
  { name: 'es_event', order: 'pos' },
  { name: 'installation' },
  { name: 'person' },
  { name: 'person_password' },
  { name: 'token_secret' },
  { name: 'case_number' },
  // What a process did must not be done again, nor forgotten: the log may say less than it knows.
  { name: 'process_checkpoint' },
  { name: 'process_parked' },
  // Deciding begins anew at the end of the log that was restored: what stands in it is old.
  { name: 'notification_checkpoint', afterRestore: 'delete from notification_checkpoint' },
  { name: 'notification' },
  // What had not been sent when the backup was taken has been sent since, or is old: an operator may resend it.
  {
    name: 'outbox',
    afterRestore: `update outbox set state = 'dead', reason = 'restored', leased_until = null where state = 'waiting'`,
  },
  { name: 'import_run' },
];

/**
 * What is not kept, and why. The tables of the views are not named here: the checkpoints name them.
 * A table that stands nowhere is told to whoever takes the backup, and a test finds it before that.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  area: 'filled from the program itself when it starts',
  area_edition: 'says which areas the table holds',
  log_mark: 'made again from a log that stands elsewhere',
  projection_checkpoint: 'views are built again from the log',
  projection_parked: 'found again while the views are built',
  session: 'people sign in again: a session that was ended after the backup must not come back to life',
  timer_claim: 'timers are rows of the views; one that fires again is found recorded',
  timer_runner: 'says which processes are at work',
  schema_migration: 'stands in the manifest',
};

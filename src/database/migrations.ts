import { readdirSync, readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MIGRATIONS = new URL('./migrations/', import.meta.url);
/** Any time will do: TypeORM wants a migration's name to end with one. The file's number is its order. */
const EPOCH = 1_700_000_000_000;
/** Held by whoever changes the schema. */
export const MIGRATION_LOCK = 7_310_172;
export const MIGRATION_TABLE = 'schema_migration';

/** One step of the schema. */
export interface Migration {
  /** As it is noted in the database, e.g. `event-log-1700000000001`. */
  readonly name: string;
  /** The end of the name, which gives the order. */
  readonly timestamp: number;
  readonly sql: string;
}

/** All steps of this version, in order. */
export function migrations(): Migration[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map(readMigration);
}

/** A step as TypeORM runs it. */
export function asClass({ name, sql }: Migration): new () => MigrationInterface {
  return class {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    down(): Promise<void> {
      throw new Error('Migrations only go forward.');
    }
  };
}

function readMigration(file: string): Migration {
  const [, order, what] = /^(\d{4})-(.+)\.sql$/.exec(file) ?? [];
  if (order === undefined) throw new Error(`A migration is named 0001-what.sql, not ${file}.`);
  const timestamp = EPOCH + Number(order);
  return { name: `${what}-${timestamp}`, timestamp, sql: readFileSync(new URL(file, MIGRATIONS), 'utf8') };
}

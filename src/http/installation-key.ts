import { createHmac, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

const KEY_BYTES = 32;

/**
 * The installation's own secret, made once and kept in the database. It signs request hashes and cursors, so that
 * neither can be guessed from, or used in, another installation.
 */
export class InstallationKey {
  constructor(private readonly key: Buffer) {}

  /** Reads the key; the first process to ask makes it. */
  static async load(dataSource: DataSource): Promise<InstallationKey> {
    await dataSource.query('insert into installation (key) values ($1) on conflict do nothing', [
      randomBytes(KEY_BYTES),
    ]);
    const [row] = await dataSource.query<{ key: Buffer }[]>('select key from installation');
    if (row === undefined) throw new Error('The installation has no key.');
    return new InstallationKey(row.key);
  }

  /** HMAC-SHA256 in hex. */
  sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }
}

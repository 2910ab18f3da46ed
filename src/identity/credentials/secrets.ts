import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** What kind of secret it is can be seen from its beginning, so that a leaked one is recognised. */
export type SecretKind = 'session' | 'token';

const PREFIX: Readonly<Record<SecretKind, string>> = { session: 'kds_', token: 'kdt_' };

/** A new secret of 256 random bits, shown to its owner and never kept. */
export function newSecret(kind: SecretKind): string {
  return PREFIX[kind] + randomBytes(SECRET_BYTES).toString('base64url');
}

/** The kind of a secret; undefined for what cannot be one. */
export function kindOf(secret: string): SecretKind | undefined {
  if (!/^kd[st]_[\w-]{43}$/.test(secret)) return undefined;
  return secret.startsWith(PREFIX.session) ? 'session' : 'token';
}

/** SHA-256: enough for a secret that cannot be guessed, and cheap at every request. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A password for a person to copy: 20 letters and digits without look-alikes, more than 110 bits. */
export function newPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(24), (byte) => alphabet[byte % alphabet.length]).join('');
}

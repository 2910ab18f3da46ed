import { v5 } from 'uuid';

const COMMANDS = '5b0f6a0e-6c0b-5a55-9d5c-2f7f0a6d9a01';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the textual form of any UUID, whatever its version. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/**
 * The id of a command: the same person, route (method and path with its ids filled in) and key
 * always give the same command, so a retry finds what the first try recorded.
 */
export function commandIdOf(person: string, route: string, key: string): string {
  return v5(`${person}\n${route}\n${key.toLowerCase()}`, COMMANDS);
}

/** A deterministic id below a parent id: the n-th event of a command, the stream a command opens. */
export function derivedId(parent: string, name: string | number): string {
  return v5(String(name), parent);
}

/**
 * Which streams of a database make up one log. A database usually holds one; with a prefix it holds several, each with
 * its own identity and its own order, that do not see each other.
 */
export class LogSpace {
  /** Holds the log's identity; no stream of ours can have this name. */
  readonly marker: string;
  /** Matches the names of our streams, and neither the server's own (`$…`) nor the marker (.NET and JavaScript alike). */
  readonly pattern: string;

  /** `prefix` consists of small letters and digits; empty for the only log of a database. */
  constructor(private readonly prefix = '') {
    if (!/^[a-z0-9]*$/.test(prefix))
      throw new Error('The prefix of a log consists of small letters and digits.');
    this.marker = prefix === '' ? 'kondusif' : `kondusif_${prefix}`;
    this.pattern = prefix === '' ? '^[a-z][a-z-]*-[A-Za-z0-9]' : `^${prefix}_`;
  }

  nameOf(stream: string): string {
    return this.prefix === '' ? stream : `${this.prefix}_${stream}`;
  }

  /** The other direction of `nameOf`. */
  streamOf(name: string): string {
    return this.prefix === '' ? name : name.slice(this.prefix.length + 1);
  }
}

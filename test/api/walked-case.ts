import { expect } from '@jest/globals';
import type { Answer, Body, Caller, RequestOptions } from '../support/running-app.js';

/** Kelurahan Bulusan, kecamatan Tembalang, Kota Semarang, Jawa Tengah. */
export const BULUSAN = '33.74.10.1004';
export const TEMBALANG = '33.74.10';
export const BANYUMANIK = '33.74.11';
export const SEMARANG = '33.74';
export const JATENG = '33';
/** Another kab/kota of the same province. */
export const KAB_SEMARANG = '33.22';

const HOUR_MS = 3_600_000;

/** An instant so many hours before now, later than now where negative. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * HOUR_MS).toISOString();
}

/** The body of a small case that can be recorded. */
export function report(changes: Body = {}): Body {
  return {
    category: 'APK_PLACEMENT',
    subcategory: 'TREE_NAILED',
    area: BULUSAN,
    origin: 'CITIZEN',
    occurredAt: hoursAgo(2),
    ...changes,
  };
}

/** What every refusal has in common; returns the problem. */
export function expectProblem(answer: Answer, status: number, code: string): Body {
  expect(answer).toMatchObject({ status, body: { status, code, type: `urn:kondusif:problem:${code}` } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body.title.trim().length).toBeGreaterThan(3);
  expect(answer.body.detail).toMatch(/\S.{10,}\./);
  expect(answer.body.instance).toMatch(/^\//);
  return answer.body;
}

/** One case on its way, with the revision that the next person has before them. */
export class WalkedCase {
  private constructor(
    readonly id: string,
    readonly number: string,
    public revision: number,
    /** Of its last step, for readers of lists. */
    public position: string,
    private readonly witness: Caller,
  ) {}

  /** The witness sees all cases and tells whether a refused command changed anything. */
  static async recorded(by: Caller, witness: Caller, changes: Body = {}): Promise<WalkedCase> {
    const answer = await by.post('/v1/cases', report(changes));
    expect(answer).toMatchObject({ status: 201, body: { status: 'RECEIVED' } });
    const { id, number, revision } = answer.body;
    return new WalkedCase(id, number, revision, positionOf(answer), witness);
  }

  act(by: Caller, tail: string, body: Body = {}, options: RequestOptions = {}): Promise<Answer> {
    return by.post(`/v1/cases/${this.id}/${tail}`, body, { ifMatch: this.revision, ...options });
  }

  /** Acts, expects that it is recorded, and returns what it answers. */
  async did(by: Caller, tail: string, body: Body = {}): Promise<Body> {
    const answer = await this.act(by, tail, body);
    expect(answer).toMatchObject({ status: 200, body: { revision: expect.any(Number) } });
    expect(answer.headers.get('etag')).toBe(`"${answer.body.revision}"`);
    expect(answer.body.revision).toBeGreaterThan(this.revision);
    this.revision = answer.body.revision;
    this.position = positionOf(answer);
    return answer.body;
  }

  /** Acts, expects the refusal and that it changed nothing, and returns the problem. */
  async refused(
    by: Caller,
    tail: string,
    body: Body,
    [status, code]: readonly [number, string],
    options: RequestOptions = {},
  ): Promise<Body> {
    const before = (await this.seenBy(this.witness)).revision;
    const problem = expectProblem(await this.act(by, tail, body, options), status, code);
    expect((await this.seenBy(this.witness)).revision).toBe(before);
    return problem;
  }

  get(reader: Caller, tail = '', headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return reader.get(`/v1/cases/${this.id}${tail}`, headers);
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads members of any answer
  async seenBy(reader: Caller): Promise<any> {
    const answer = await this.get(reader);
    expect(answer).toMatchObject({ status: 200, body: { id: this.id } });
    return answer.body;
  }

  /** For the reader the case does not exist: not its page, not its course, not in a list, and nothing can be done. */
  async hiddenFrom(reader: Caller): Promise<void> {
    expectProblem(await this.get(reader), 404, 'not_found');
    expectProblem(await this.get(reader, '/timeline'), 404, 'not_found');
    expectProblem(await this.act(reader, 'notes', { text: 'Ada apa?' }), 404, 'not_found');
    expectProblem(await this.act(reader, 'verification', { outcome: 'VERIFIED' }), 404, 'not_found');
    expect(await this.isListedFor(reader)).toBe(false);
  }

  /** True where the reader's list of all that they may see holds it. */
  async isListedFor(reader: Caller): Promise<boolean> {
    const { body } = await reader.get(`/v1/cases?q=${this.number}&after=${this.position}`);
    expect(body.total).toBe(body.items.length);
    return body.items.some(({ id }: Body) => id === this.id);
  }

  /** The titles of its course in a language. */
  async course(reader: Caller, language = 'en'): Promise<string[]> {
    const { body } = await this.get(reader, '/timeline', { 'accept-language': language });
    return body.items.map(({ title }: Body) => title);
  }
}

/** Where in the log a command's answer stands. */
export function positionOf(answer: Answer): string {
  const position = answer.headers.get('kondusif-position') ?? '';
  expect(position).toMatch(/\S/);
  return position;
}

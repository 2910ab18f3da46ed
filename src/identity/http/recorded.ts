import { Answer } from '../../http/answer.js';
import type { PersonDecided } from '../use-cases/identity.commands.js';

/** The answer to a command about a person. */
export function recorded({ revision, position }: PersonDecided): Answer<{ revision: number }> {
  return new Answer({ body: { revision }, etag: revision, position });
}

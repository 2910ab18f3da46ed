import type { Letter, Words } from '../channel.js';
import type { CaseFacts, News } from '../news.js';

/**
 * What a receiver gets: JSON without personal data (people by id), of a restricted case neither category nor place. The
 * same letter always gives the same text.
 */
export function webhookBody({ id, person, news, decidedAt }: Letter, { text }: Words): string {
  return JSON.stringify({ id, decidedAt: decidedAt.toISOString(), person, ...told(news), text });
}

function told(news: News): object {
  if (!('case' in news)) return news;
  const { office, ...rest } = news;
  if (!news.case.restricted) return news;
  const veiled = { ...rest, office: { role: office.role }, case: veil(news.case) };
  return 'holder' in veiled ? { ...veiled, holder: { level: veiled.holder.level } } : veiled;
}

function veil({ id, number, severity, restricted }: CaseFacts): Partial<CaseFacts> {
  return { id, number, severity, restricted };
}

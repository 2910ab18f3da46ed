import { languageOf } from './language.js';

it.each([
  [undefined, 'id'],
  ['', 'id'],
  ['*', 'id'],
  ['id', 'id'],
  ['en', 'en'],
  ['EN-us,en;q=0.9', 'en'],
  ['id, en', 'id'],
  ['en, id', 'id'],
  ['en, id;q=0.9', 'en'],
  ['id;q=0.2, en;q=0.8', 'en'],
  ['en;q=0.8, *;q=0.9', 'id'],
  ['en, *;q=0.5', 'en'],
  ['jv, en;q=0', 'id'],
  ['en;q=nonsense', 'id'],
  ['fr', 'id'],
])('reads Accept-Language %p as %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

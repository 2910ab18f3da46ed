import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A file of the documentation page. */
export interface Asset {
  readonly type: string;
  readonly content: string;
}

const START = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none' });\n`;

/** Reads /v1/openapi.json in the browser; everything it needs is served from here, so no internet is needed. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kondusif API</title>
<link rel="stylesheet" href="/v1/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/v1/docs/swagger-ui-bundle.js"></script>
<script src="/v1/docs/start.js"></script>
</body>
</html>
`;

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const assets = new Map<string, Asset>([
  ['start.js', { type: 'text/javascript; charset=utf-8', content: START }],
]);

/** A script or style of the page; undefined for any other name. */
export function docsAsset(name: string): Asset | undefined {
  const known = assets.get(name);
  const type = TYPES[name];
  if (known !== undefined || type === undefined) return known;
  // Swagger UI comes with @nestjs/swagger, and only there is it certain to be found.
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  const asset = { type, content: readFileSync(fromSwagger.resolve(`swagger-ui-dist/${name}`), 'utf8') };
  assets.set(name, asset);
  return asset;
}

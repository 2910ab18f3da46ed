import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

/** Writes the page with the last table and, for each figure, what limits it. Answers its path. */
export function writePage(table, rows, passedOver) {
  // A figure that stands beside several others has several rows, and one limit.
  const limits = [...new Set(rows.map(({ name, limit }) => `- **${name}**: ${limit}`))];
  const missing = passedOver.map(({ part, why }) => `- \`${part}\`: ${why}`);
  const sections = [
    '# Benchmarks',
    'Written by `node bench/run.mjs --page`; the sentences stand in the parts of `bench/`, which also say how each figure is measured. Absolute figures say little about another machine; the ratios do.',
    table,
    '## What limits each figure',
    limits.join('\n'),
    ...(missing.length === 0 ? [] : ['## Not measured this time', missing.join('\n')]),
  ];
  mkdirSync(dirname(PAGE), { recursive: true });
  writeFileSync(PAGE, `${sections.join('\n\n')}\n`);
  return PAGE;
}

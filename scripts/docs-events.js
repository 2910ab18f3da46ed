import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'docs', 'events.md');

/** `docs/events.md` as the code has it: every stored type with its meaning, its shape and a golden example. */
export function eventsPage() {
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.events.ts'))
    .sort();
  const sections = files.map(section).filter((text) => text !== '');
  return `# Events\n\nGenerated from the code by \`npm run docs:events\`. Who, when, by which command and for which area stand in the metadata of every\nevent (\`src/event-store/recorded-event.ts\`). Examples are the golden files of \`test/fixtures/events\`, which are never edited.\n\n${sections.join('\n')}`;
}

function section(file) {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const events = source.statements.flatMap((statement) => eventOf(statement, source));
  if (events.length === 0) return '';
  return `## ${file.split('/')[0]} (\`src/${file}\`)\n\n${events.map(entry).join('\n')}`;
}

/** `type X = Event<'X', …>` and `interface X { type: 'X'; data: … }` alike. */
function eventOf(statement, source) {
  if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
  const name = statement.name.text;
  const body = statement.getText(source);
  if (!body.includes(`'${name}'`)) return [];
  return [{ name, meaning: meaningOf(statement), shape: body.replace(/^export /, '') }];
}

function meaningOf(statement) {
  return ts
    .getJSDocCommentsAndTags(statement)
    .map((doc) => (typeof doc.comment === 'string' ? doc.comment : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function entry({ name, meaning, shape }) {
  const golden = readdirSync(join(root, 'test', 'fixtures', 'events')).filter((file) =>
    file.startsWith(`${name}.v`),
  );
  const examples = golden.map((file) => {
    const example = readFileSync(join(root, 'test', 'fixtures', 'events', file), 'utf8').trim();
    return `\`\`\`json\n${example}\n\`\`\`\n`;
  });
  return `### ${name}\n\n${meaning === '' ? '' : `${meaning}\n\n`}\`\`\`ts\n${shape}\n\`\`\`\n\n${examples.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, eventsPage());

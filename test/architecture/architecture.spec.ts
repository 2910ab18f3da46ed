import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { RULES } from './rules.js';

const ROLES = [
  'module',
  'controller',
  'dto',
  'guard',
  'filter',
  'interceptor',
  'handler',
  'query',
  'decider',
  'state',
  'events',
  'commands',
  'policies',
  'errors',
  'upcasters',
  'process',
  'projection',
  'row',
  'runner',
  'register',
  'contract',
  'spec',
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name))
  .filter((name) => name.endsWith('.ts'));
const sources = new Map(files.map((name) => [name, readFileSync(name, 'utf8')]));

/** Files that break a condition, for a message that names them. */
function breaking(select: RegExp, broken: (text: string, name: string) => boolean): string[] {
  return files.filter((name) => select.test(name) && broken(sources.get(name) ?? '', name));
}

describe('the house', () => {
  it('keeps every rule of who may import whom', async () => {
    const forbidden = RULES.map(({ name, reason, from, to }) => ({
      name,
      comment: reason,
      severity: 'error',
      from,
      to,
    }));
    const { output } = await cruise(
      ['src'],
      {
        ruleSet: { forbidden: forbidden as never },
        validate: true,
        tsPreCompilationDeps: true,
        doNotFollow: { path: 'node_modules' },
        enhancedResolveOptions: {
          exportsFields: ['exports'],
          conditionNames: ['import', 'types', 'default'],
        },
      },
      undefined,
      { tsConfig: undefined },
    );
    const { summary } = output as ICruiseResult;
    const said = summary.violations.map(({ rule, from, to }) => {
      const reason = RULES.find(({ name }) => name === rule.name)?.reason;
      return `${from} imports ${to}: ${rule.name}. ${reason}`;
    });
    expect(said).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(50);
  });

  it.each(RULES.filter(({ to }) => !to.circular))('has a rule that bites: $name', ({ from, to, breaks }) => {
    const [importer, imported] = breaks;
    const groups = new RegExp(from.path).exec(importer);
    expect(groups).not.toBeNull();
    if (from.pathNot) expect(importer).not.toMatch(new RegExp(from.pathNot));
    const own = (pattern: string) => new RegExp(pattern.replace('$1', groups?.[1] ?? ''));
    if (to.path) expect(imported).toMatch(own(to.path));
    if (to.pathNot) expect(imported).not.toMatch(own(to.pathNot));
  });

  it('names files <thing>.<role>.ts with a role of the closed list', () => {
    expect(
      breaking(/./, (_, name) => {
        const [thing = '', ...roles] = basename(name, '.ts').split('.');
        return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(thing) || roles.some((role) => !ROLES.includes(role));
      }),
    ).toEqual([]);
  });

  it('has no barrels, and a kernel of at most eight files', () => {
    expect(breaking(/\/index\.ts$/, () => true)).toEqual([]);
    expect(
      files.filter((name) => /^src\/kernel\/[^/]+\.ts$/.test(name) && !name.endsWith('.spec.ts')).length,
    ).toBeLessThanOrEqual(8);
  });

  it('lets neither clock nor chance into the rules', () => {
    const impure =
      /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|\bprocess\.|\bfetch\(|setTimeout\(/;
    expect(breaking(/\/domain\/(?!.*\.spec\.ts$)/, (text) => impure.test(text))).toEqual([]);
  });

  it('reads the environment in one place', () => {
    expect(breaking(/^src\/(?!config\/)(?!.*\.spec\.ts$)/, (text) => /\bprocess\.env\b/.test(text))).toEqual(
      [],
    );
  });

  it('carries no fact by the in-memory event bus of @nestjs/cqrs', () => {
    const carriers = /\b(EventBus|EventPublisher|AggregateRoot|Saga|EventsHandler|IEvent)\b/;
    expect(breaking(/./, (text) => /@nestjs\/cqrs/.test(text) && carriers.test(text))).toEqual([]);
  });

  it('never lets TypeORM change the schema by itself, and has no relations', () => {
    expect(
      breaking(/./, (text) => /synchronize:\s*true|@(OneToMany|ManyToOne|ManyToMany|OneToOne)\(/.test(text)),
    ).toEqual([]);
  });
});

/** One rule of the house: which imports it forbids, why, and an import that breaks it (so that the rule is known to bite). */
export interface HouseRule {
  readonly name: string;
  readonly reason: string;
  readonly from: { readonly path: string; readonly pathNot?: string };
  readonly to: { readonly path?: string; readonly pathNot?: string; readonly circular?: true };
  readonly breaks: readonly [from: string, to: string];
}

const DOMAIN =
  '^src/(case|identity|election|taxonomy|area|calendar|escalation|direction|notification|conflict-status)/';
/** Rooms that are rules and data only, so that deciders may reckon with them. */
const PURE_ROOMS = '^src/calendar/|^src/escalation/policy/';
const MACHINERY = '^src/(event-store|projection|database|http)/';

/** Who may import whom. */
export const RULES: readonly HouseRule[] = [
  {
    name: 'kernel-imports-nothing',
    reason:
      'The kernel is the few words that all rooms share: it knows no room, and of the outside only uuid.',
    from: { path: '^src/kernel/' },
    to: { pathNot: '^src/kernel/|node_modules/uuid/' },
    breaks: ['src/kernel/ids.ts', 'src/http/answer.ts'],
  },
  {
    name: 'domain-is-pure',
    reason: 'A rule is a function of command and state: no framework, database, clock, randomness or I/O.',
    from: { path: '^src/.+/domain/', pathNot: '\\.spec\\.ts$' },
    to: {
      pathNot: `^src/kernel/|^src/.+/domain/|${PURE_ROOMS}|\\.events\\.ts$|^src/event-store/recorded-event\\.ts$`,
    },
    breaks: ['src/case/domain/case.decider.ts', 'node_modules/typeorm/index.d.ts'],
  },
  {
    name: 'pure-rooms-reckon-only',
    reason:
      'Deciders reckon with the calendar and the policy: what they are given is all that these may look at.',
    from: { path: PURE_ROOMS, pathNot: '\\.spec\\.ts$|^src/calendar/holidays\\.ts$' },
    to: { pathNot: `^src/kernel/|${PURE_ROOMS}|\\.events\\.ts$|^src/area/area(-zone)?\\.ts$` },
    breaks: ['src/calendar/clock.ts', 'node_modules/typeorm/index.d.ts'],
  },
  {
    name: 'domain-knows-other-domains-by-their-events',
    reason: 'A module is known to others by its events and commands only.',
    from: { path: '^src/(.+)/domain/' },
    to: { path: '^src/.+/domain/', pathNot: '^src/$1/domain/|\\.events\\.ts$' },
    breaks: ['src/case/domain/case.decider.ts', 'src/identity/domain/person.state.ts'],
  },
  {
    name: 'views-never-decide',
    reason:
      'A view answers questions from what is recorded; a decider or use case in it would let a question change something.',
    from: { path: '^src/.+/views/' },
    to: { path: '\\.decider\\.ts$|^src/.+/use-cases/' },
    breaks: ['src/case/views/case-list/case-list.query.ts', 'src/case/domain/case.decider.ts'],
  },
  {
    name: 'use-cases-know-no-http-and-no-driver',
    reason: 'A use case is reached by HTTP, the command line and processes alike.',
    from: { path: '^src/.+/use-cases/' },
    to: { path: '/http/|node_modules/(pg|fastify)/|^src/event-store/(postgres|eventstoredb)/' },
    breaks: ['src/case/use-cases/record-case.handler.ts', 'src/http/answer.ts'],
  },
  {
    name: 'controllers-decide-nothing',
    reason: 'A controller checks the shape and hands on by the buses; it reads no table and no stream.',
    from: { path: '^src/.+/http/' },
    to: { path: '\\.decider\\.ts$|^src/event-store/(event-store|postgres)|node_modules/(pg|typeorm)/' },
    breaks: ['src/case/http/case.controller.ts', 'src/case/domain/case.decider.ts'],
  },
  {
    name: 'machinery-knows-no-domain',
    reason:
      'The machinery would be the same for any other subject; what it imports of the domain it could not be moved without.',
    from: { path: MACHINERY },
    to: { path: DOMAIN },
    breaks: ['src/projection/projection.runner.ts', 'src/case/domain/case.events.ts'],
  },
  {
    name: 'only-the-stores-see-the-driver',
    reason:
      'Only the PostgreSQL adapter, the projections and the database room speak to pg; the others ask by TypeORM.',
    from: { path: '^src/', pathNot: '^src/(event-store/postgres|projection|database)/' },
    to: { path: 'node_modules/(@types/)?pg/' },
    breaks: ['src/case/views/case-list/case-list.query.ts', 'node_modules/@types/pg/index.d.ts'],
  },
  {
    name: 'only-the-composition-picks-a-store',
    reason: 'Nothing but the composition knows which event store runs.',
    from: { path: '^src/', pathNot: '^src/(event-store/(postgres|eventstoredb)/|app[.-]|cli/)' },
    to: { path: '^src/event-store/(postgres|eventstoredb)/' },
    breaks: ['src/case/use-cases/record-case.handler.ts', 'src/event-store/postgres/coalescer.ts'],
  },
  {
    name: 'only-its-adapter-sees-the-client-of-eventstoredb',
    reason: 'What that client does behind our back is kept in one room, where it is guarded against.',
    from: { path: '^src/', pathNot: '^src/event-store/eventstoredb/' },
    to: { path: 'node_modules/(@eventstore|@grpc|google-protobuf)/' },
    breaks: ['src/app.ts', 'node_modules/@eventstore/db-client/dist/index.d.ts'],
  },
  {
    name: 'the-stores-do-not-know-each-other',
    reason: 'Each can be taken away without the other.',
    from: { path: '^src/event-store/(postgres|eventstoredb)/' },
    to: { path: '^src/event-store/(postgres|eventstoredb)/', pathNot: '^src/event-store/$1/' },
    breaks: ['src/event-store/eventstoredb/log-tail.ts', 'src/event-store/postgres/coalescer.ts'],
  },
  {
    name: 'nobody-imports-the-composition',
    reason: 'The composition names every module; a module that names it closes a circle.',
    from: { path: '^src/', pathNot: '^src/(main|cli|app)|^src/cli/' },
    to: { path: '^src/(main|cli|app)\\b' },
    breaks: ['src/case/case.module.ts', 'src/app.module.ts'],
  },
  {
    name: 'no-circles',
    reason: 'Two files that need each other are one thing, or the wrong two.',
    from: { path: '^src/' },
    to: { circular: true },
    breaks: ['src/a.ts', 'src/b.ts'],
  },
  {
    name: 'the-product-does-not-import-its-tests',
    reason: 'What runs at the user stands without the tests.',
    from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
    to: { path: '^(test|bench)/|\\.spec\\.ts$' },
    breaks: ['src/main.ts', 'test/support/test-database.ts'],
  },
];

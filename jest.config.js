const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  roots: ['<rootDir>/src', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...common,
      displayName: 'all',
      testMatch: ['**/*.spec.ts'],
      setupFiles: ['<rootDir>/test/support/setup.ts'],
    },
    {
      ...common,
      // The same suite over HTTP on the double of EventStoreDB's protocol.
      displayName: 'double',
      testMatch: ['<rootDir>/test/api/*.spec.ts'],
      setupFiles: ['<rootDir>/test/support/setup.ts', '<rootDir>/test/support/setup-double.ts'],
    },
  ],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 30_000,
  // Some specs wait for clocks and outages rather than work: one more than there are cores.
  maxWorkers: 3,
};

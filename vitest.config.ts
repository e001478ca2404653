import { defineConfig } from 'vitest/config';

// Workspace packages are tested from their sources. No 'import' here: it would reach Node, and give CommonJS ES modules.
const conditions = ['@linchpin/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/**/src/**/*.spec.ts', 'services/**/src/**/*.spec.ts', 'deploy/**/src/**/*.spec.ts'],
    globalSetup: ['packages/engines/src/vitest-global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});

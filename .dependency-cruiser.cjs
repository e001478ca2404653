// The dependency rules of docs/architecture.md: who may import whom, and where each driver is allowed.

/** A driver is imported in one place, so that what it needs to be used well is written down once. */
const onlyIn = (name, driver, place) => ({
  name,
  comment: `${driver} is imported only in ${place}.`,
  severity: 'error',
  from: { pathNot: `^(${place})/` },
  to: { path: `node_modules/(${driver})/` },
});

/** The rules of the business: everything of a service but its composition, its bindings, its queries and its specs. */
const domain = ['^services/[^/]+/src/', '^packages/(domain|importing|forecasting)/src/'];
const notDomain = [
  '^services/gateway/',
  '/(api|main)\\.ts$',
  '\\.(spec|fixtures)\\.ts$',
  '\\.process\\.ts$',
  '\\.query\\.ts$',
  '^packages/forecasting/src/cli/',
  // A hash is pure; only the module it comes from is not.
  '^packages/importing/src/command-id\\.ts$',
];
const inputAndOutput =
  '^(node:)?(fs|fs/promises|http|https|http2|net|tls|dgram|dns|dns/promises|child_process|worker_threads|cluster|readline|os|timers|timers/promises|crypto)$';
const drivers = 'mongodb|kafkajs|@grpc/grpc-js|nice-grpc[a-z-]*|express|pino';
const adapters = 'mongo|event-store|event-bus|projections|processes|access|telemetry|engines|cli';

module.exports = {
  forbidden: [
    {
      name: 'services-are-apart',
      comment: 'Services meet only through contracts: none imports another.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-know-no-service',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|deploy)/' },
    },
    {
      name: 'domain-does-no-io',
      comment: 'Rules and folds are pure: no files, network, processes, timers or randomness.',
      severity: 'error',
      from: { path: domain, pathNot: notDomain },
      to: { path: inputAndOutput },
    },
    {
      name: 'domain-knows-no-driver',
      severity: 'error',
      from: { path: domain, pathNot: notDomain },
      to: { path: [`node_modules/(${drivers})/`, `^packages/(${adapters})/`] },
    },
    onlyIn('mongodb-in-one-place', 'mongodb', 'packages/mongo|packages/event-store/bench'),
    onlyIn('kafkajs-in-one-place', 'kafkajs', 'packages/event-bus'),
    onlyIn('grpc-in-one-place', '@grpc/grpc-js|nice-grpc[a-z-]*', 'packages/service-kit'),
    onlyIn('express-in-one-place', 'express', 'services/gateway'),
    {
      name: 'no-deep-imports',
      comment:
        'A package is used by what it exports, never by its files. The bootstrap runs before there are packages.',
      severity: 'error',
      from: { path: '^(packages|services|deploy)/([^/]+)/', pathNot: '^deploy/local/bootstrap/' },
      to: { path: '^(packages|services|deploy)/[^/]+/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-cycles',
      comment: 'What is imported for its type alone is gone when the code runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@linchpin/source', 'types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.d.mts', '.json'],
    },
  },
};

// Imports point down the flow, never up; config and disk may be imported by every folder.
// See ARCHITECTURE.md for the picture.
const flow = ['cli', 'report', 'tui', 'chart', 'testing', 'classify', 'training', 'models', 'engine', 'setup', 'events', 'pipeline', 'workers', 'synth', 'dataset', 'disk', 'config'];

/** What each folder may import besides itself, config and disk. Everything else is an error. */
const may = {
  config: [],
  disk: [],
  dataset: [],
  synth: [],
  workers: [],
  pipeline: ['dataset', 'workers'],
  events: [],
  setup: [],
  engine: ['setup'],
  models: ['engine'],
  training: ['dataset', 'pipeline', 'setup', 'engine', 'models', 'events'],
  // A trained model in somebody's program.
  classify: ['workers', 'setup', 'models', 'training'],
  // Axes of the charts in the terminal and in the report.
  chart: [],
  tui: ['events', 'chart'],
  // What people test their own code with: recorded batches and events.
  testing: ['pipeline', 'events'],
  report: ['events', 'chart'],
  cli: flow,
  // What the entry points of the package export.
  api: flow,
};

const direction = Object.entries(may).map(([folder, targets]) => {
  const allowed = [...new Set([folder, 'config', ...(folder === 'config' ? [] : ['disk']), ...targets])];
  return {
    name: `${folder}-imports-down`,
    comment: `src/${folder} may import only ${allowed.join(', ')}`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
  };
});

const doors = Object.keys(may).map((folder) => ({
  name: `${folder}-by-its-door`,
  comment: `src/${folder} is entered through its index.ts; also through files that load nothing: the tables of the recipes' options and of the views, the place of the cache, and the classes of errors`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${folder}/` },
  to: { path: `^src/${folder}/`, pathNot: `^src/${folder}/(index|recipes/tables|views/policies|cache-folder|whisker-error)\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...direction,
    ...doors,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    // It finds no .cts behind a required .cjs.
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.(d\\.ts|cts)$' }, to: {} },
    {
      name: 'tensorflow-in-engine-only',
      comment: 'models may name tensors; only the engine loads a backend',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: '@tensorflow/tfjs-backend-wasm' },
    },
    {
      name: 'sharp-by-load-sharp',
      comment: 'a second copy, of ES modules, takes three times as long to load (src/config/sharp-package.ts)',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/config/sharp-package' },
      to: { path: 'node_modules/sharp/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-tensors-in-pipeline', severity: 'error', from: { path: '^src/(pipeline|workers|dataset|events|tui|report)/' }, to: { path: '@tensorflow/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};

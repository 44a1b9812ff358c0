import { defineConfig } from 'vitest/config';

/** Tests of functions alone, and of processes that they start: nothing of their own process is changed by them, so that many share one, and what it has loaded. */
const pure = [
  'examples/**/*.test.ts',
  'test/{bench,chart,config,disk,events,report}/**/*.test.ts',
  'test/tui/{charts,model,pictures}/**/*.test.ts',
  'test/tui/{keys,layout,list,panels,messages,mouse,rings,frame-encoder,screen,app,curves,pictures-room,ink,shown-for,frame-scheduler}.test.{ts,tsx}',
  'test/tui/*-frames.test.tsx',
  'test/tui/{list-pty,pty,pty-run,rings-pty,stalled,svg}.test.ts',
  'test/pipeline/{permutation,sampler,meter,bad-share,views,options,async-iterable,credits,stream,live}.test.ts',
  'test/pipeline/operators/*.test.ts',
  'test/pipeline/{record,tune}/**/*.test.ts',
  'test/engine/queued.test.ts',
  'test/testing/{expect-stream,replay-events,with-fixture}.test.ts',
  'test/training/{score,comparison-table,folder,fileset,grid,lost-steps,estimate,training-watch,logistic-regression,resident-memory}.test.ts',
  'test/workers/refusal.test.ts',
  'test/dataset/{json-error,manifest,scan,split,split-file}.test.ts',
  'test/cli/{lines,evaluation-table,report-error,pictures,baseline,previous-events,progress-line,setup-progress,hangup,watch-live,node-version}.test.ts',
];

/** Those that load the engine, or decode, and leave the process as they found it: loading takes longer than most of them. */
const together = [
  'test/models/**/*.test.ts',
  'test/golden/*.test.ts',
  'test/synth/*.test.ts',
  'test/training/{ema,compare,memory,replay,resume,run,step-costs,run-commands}.test.ts',
  'test/training/{consistency,failures,fine-tuning,own-recipe,prefetcher,probe,recipes,schedule,every-recipe,precision,rings,views-grid,lost-lock,full-disk,unbegun,labelled-batch}.test.ts',
  'test/engine/{kernels,load,noise,tape,autocast,bfloat16}.test.ts',
  'test/cli/{record,demo,comparison,dry-run,split,synth,rings,tune,end-to-end,watch,command-line,doctor,notify}.test.ts',
  'test/cli/tune/*.test.ts',
  'test/pipeline/{too-many-bad,quarantine,disk-cache,pictures}.test.ts',
  'test/workers/{resize,fast-jpeg,good-pictures,bad-pictures,decode-task,task-states,time-limit,cache-block,view,odd-pictures,odd-tiffs}.test.ts',
];

const shared = {
  // TensorFlow's addon cannot be loaded twice in a process, and lives on its main thread only.
  pool: 'forks' as const,
  // Long enough for a busy machine: tests wait for what they expect, and this ends those that wait in vain.
  testTimeout: 120_000,
  hookTimeout: 600_000,
  // The networks of the tests are small: a second thread for an operation costs more than it brings.
  env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1' },
};

export default defineConfig({
  test: {
    // Two cores. The third fork works while tests of terminals and of dead processes wait.
    maxWorkers: 3,
    globalSetup: ['test/engine-ready.ts'],
    projects: [
      { test: { ...shared, name: 'whole', include: ['test/**/*.test.{ts,tsx}'], exclude: [...pure, ...together] } },
      { test: { ...shared, name: 'together', include: together, isolate: false } },
      { test: { ...shared, name: 'pure', include: pure, isolate: false } },
    ],
  },
});

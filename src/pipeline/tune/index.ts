export { startAutotune, autotune, type Autotune, type AutotuneLimits, type Observation } from './autotune.js';
export { factsBetween, bottleneckOf, type Snapshot, type PipelineFacts, type StageFacts, type Bottleneck } from './facts.js';
export { diagnose, type PictureCosts, type Diagnosis, type Measurements } from './diagnose.js';
export { bestOf, doubling, mergeRepeated, search, type Measurement, type SearchRange, type Setting } from './search.js';
export { watchPipeline, type PipelineReport, type StepCounters, type WatchOptions } from './watch.js';

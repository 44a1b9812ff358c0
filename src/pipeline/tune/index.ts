export { autotune, startAutotune, type Autotune, type AutotuneLimits, type Observation } from './autotune.js';
export { bottleneckOf, factsBetween, type Bottleneck, type PipelineFacts, type Snapshot, type StageFacts } from './facts.js';
export { diagnose, type Diagnosis, type Measurements, type PictureCosts } from './diagnose.js';
export { bestOf, doubling, mergeRepeated, search, type Measurement, type SearchRange, type Setting } from './search.js';
export { watchPipeline, type PipelineReport, type StepCounters, type WatchOptions } from './watch.js';

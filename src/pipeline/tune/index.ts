export { beginClimb, climb, type Climb, type LaneLimits, type LaneObservation } from './climb.js';
export { factsBetween, judge, type Look, type PipelineFacts, type StageFacts, type Verdict } from './facts.js';
export { findingOf, type Costs, type Finding, type Found } from './finding.js';
export { bestOf, doubling, merged, search, type Measured, type SearchRange, type Setting } from './search.js';
export { watchPipeline, type PipelineReport, type StepLook, type WatchOptions } from './watch.js';

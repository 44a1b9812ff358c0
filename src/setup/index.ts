/** Finds, fetches and compiles TensorFlow. */
export { ensureEngine, type Ensured, type EnsureOptions } from './ensure.js';
export { EngineUnavailable } from './errors.js';
export { lookForEngine, type EngineAvailability } from './look.js';
export { sizeOf, type InstalledEngine } from './manifest.js';
export type { EngineChoice } from './pick-engine.js';
export { describeProgress, taskTitle, type SetupEvent, type SetupReport } from './progress.js';
export { removeEngines, type Removed, type RemoveOptions } from './remove.js';
export { surveyEngines, type Survey, type SurveyOptions } from './survey.js';

/** Finds, fetches and compiles TensorFlow. */
export { ensureEngine, type Ensured, type EnsureOptions } from './ensure.js';
export { sizeOf, type InstalledEngine } from './manifest.js';
export { removeEngines, type Removed, type RemoveOptions } from './remove.js';
export { progressLine, type SetupEvent, type SetupReport } from './report.js';
export { showSetup } from './show.js';
export { inBytes } from './size.js';
export { surveyEngines, type Survey, type SurveyOptions } from './survey.js';

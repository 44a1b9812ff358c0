import type { Cache } from './cache.js';
import type { Machine } from './machine.js';
import type { SetupReport } from './report.js';

/** What every way of setting an engine up works with. */
export interface StepContext {
  /** Its lock is held. */
  readonly cache: Cache;
  readonly machine: Machine;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
}

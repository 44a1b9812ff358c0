import type { Cache } from './cache.js';
import type { Machine } from './machine.js';
import type { SetupReport } from './progress.js';

/** Everything that an install method works with. */
export interface SetupContext {
  /** This process holds its lock. */
  readonly cache: Cache;
  readonly machine: Machine;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
}

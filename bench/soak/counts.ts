/** Counts of everything that has happened in a soak. */
export class Counts {
  pipelines = 0;
  batches = 0;
  pictures = 0;
  decoded = 0;
  fromCache = 0;
  replaced = 0;
  quarantined = 0;
  kills = 0;
  aborts = 0;
  closes = 0;
  leaves = 0;
  /** Pipelines that went on where another had ended. */
  resumes = 0;
  concurrencyChanges = 0;
  prefetchChanges = 0;
  stalls = 0;
  cacheDamages = 0;
  cachesReplaced = 0;
  otherProcesses = 0;
  otherProcessesKilled = 0;
  otherProcessBatches = 0;
  /** Longest time in ms from a pipeline's end until nothing of it was busy. */
  slowestEndMs = 0;
}

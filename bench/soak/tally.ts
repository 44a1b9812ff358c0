/** How much of everything there was. */
export class Tally {
  pipelines = 0;
  batches = 0;
  pictures = 0;
  decoded = 0;
  fromCache = 0;
  replaced = 0;
  toldOf = 0;
  kills = 0;
  aborts = 0;
  closes = 0;
  leaves = 0;
  /** Pipelines that went on at the position where another had ended. */
  resumes = 0;
  laneChanges = 0;
  prefetchChanges = 0;
  stalls = 0;
  cacheDamages = 0;
  cachesMadeAnew = 0;
  neighbours = 0;
  neighboursKilled = 0;
  neighbourBatches = 0;
  /** Longest time in ms from a pipeline's end until nothing of it was at work. */
  slowestEndMs = 0;
}

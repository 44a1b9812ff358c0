import type { Pipeline } from 'whisker-ml/pipeline';
import type { Bounds } from './bounds.js';
import { damageCaches } from './cache-files.js';
import type { Environment } from './pipeline-run.js';
import type { Random } from './random.js';
import type { Scenario } from './scenario.js';

/** Changes files, limits and caches while a pipeline runs. It is called every `ms` milliseconds. */
export function disturb(pipeline: Pipeline, bounds: Bounds, { files, counts, cacheDir }: Environment, scenario: Scenario, random: Random, ms: number): void {
  const seconds = ms / 1000;
  for (let changes = scenario.fileChanges * seconds; changes > 0; changes--) if (random.chance(Math.min(1, changes))) files.changeOne(random);
  if (random.chance(scenario.boundChanges * seconds)) changeBounds(pipeline, bounds, counts, random);
  if (scenario.damagesCache && random.chance(seconds)) counts.cacheDamages += damageCaches(cacheDir, true, random);
}

function changeBounds(pipeline: Pipeline, bounds: Bounds, counts: Environment['counts'], random: Random): void {
  if (random.chance(0.5)) {
    const concurrency = random.pick([1, 2, 3, 8, 30, 100, 1024]);
    counts.concurrencyChanges++;
    bounds.set({ concurrency }, pipeline.state());
    pipeline.setConcurrency(concurrency);
  } else {
    const prefetch = random.pick([1, 2, 3, 5, 12]);
    counts.prefetchChanges++;
    bounds.set({ prefetch }, pipeline.state());
    pipeline.setPrefetch(prefetch);
  }
}

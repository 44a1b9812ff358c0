import { filter, finalize, map, take, tap } from 'rxjs';
import { pipelineOptions } from '../config/index.js';
import { createDecodePool } from '../workers/index.js';
import { BadShare } from './bad-share.js';
import { BatchBuilder } from './batch-builder.js';
import { batchBytes } from './batch-layout.js';
import { buildPipeline, type BatchSource } from './build-pipeline.js';
import type { PixelCache } from './cache/pixel-cache.js';
import { giveCredits } from './operators/credits.js';
import { fillPlace, type DecodeStage } from './decode.js';
import { DiskCache } from './cache/disk-cache.js';
import { mapConcurrent } from './operators/map-concurrent.js';
import { Quarantine } from './quarantine.js';
import { RamCache } from './cache/ram-cache.js';
import { reorder } from './operators/reorder.js';
import { createSampler } from './sampler.js';
import { resolveSettings, type Settings } from './settings.js';
import type { Pipeline, PipelineOptions } from './types.js';
import { planViews } from './views/view-plan.js';
import { zipWithIterable } from './operators/zip-with-iterable.js';

/**
 * Creates a pipeline: streams of batches of the pictures on disk, in an order given by (seed, epoch, position), decoded by the
 * pool and bounded by credits.
 * @throws WrongCommand when an option is wrong, or the cache does not fit into memory or on the disk
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const settings = resolveSettings(options);
  return buildPipeline(liveSource(settings), settings);
}

/**
 * Makes batches of the pictures on disk: sampler -> decode -> collate, each step pulled by credits.
 * @throws WrongCommand when a crop is narrower than a pixel, or the cache does not fit into memory or on the disk
 */
function liveSource(settings: Settings): BatchSource {
  const { samples, size, views, maxBad, order } = settings;
  const sampler = createSampler({ ...settings, total: samples.length });
  const shape = { pictureBytes: size * size * 3, views: views.length };
  const quarantine = new Quarantine(settings);
  const viewPlan = planViews(settings);
  const cache = openCache(settings, viewPlan.decodedSize);
  const pool = settings.pool ?? createDecodePool({ workers: pipelineOptions.workers.default });

  return {
    batches: sampler.batches,
    workers: () => pool.workers,
    setWorkers: (count) => pool.setWorkers(count),
    quarantined: () => quarantine.found,
    between: (first, last) => ({ prefetch, concurrency, meter, buffers, signal }) => {
      const stage: DecodeStage = { settings, viewPlan, pool, quarantine, cache, meter, signal };
      const badShare = new BadShare(samples.length, maxBad, order === 'shuffled', quarantine.known);
      const releaseCache = cache?.use();
      const collated = giveCredits({ prefetch, bytes: batchBytes(sampler.batchSize, shape), credits: last - first, onTaken: buffers.taken }).pipe(
        zipWithIterable(sampler.between(first, last)),
        tap(() => buffers.decoding(1)),
        map(([buffer, sampled]) => new BatchBuilder(buffer, sampled, shape).places()),
        mapConcurrent(concurrency, (place) => fillPlace(stage, place)),
        filter((builder) => builder !== null),
        tap(() => buffers.decoding(-1)),
        reorder((builder) => builder.sampled.sequence),
      );
      return collated.pipe(
        map((builder) => {
          badShare.check(builder.outcomes, quarantine);
          return builder.toBatch(samples, sampler.batches);
        }),
        take(last - first),
        finalize(() => releaseCache?.()),
      );
    },
    close: async () => {
      if (settings.pool === undefined) await pool.close();
    },
  };
}

function openCache(settings: Settings, decodedSize: number): PixelCache | null {
  if (settings.cache === 'off') return null;
  return settings.cache === 'ram' ? new RamCache(settings.samples.length, decodedSize ** 2 * 3) : new DiskCache({ ...settings, size: decodedSize });
}

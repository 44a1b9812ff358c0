import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { growsBeyond, trendOf } from './trend.js';
import { hold } from './violation.js';

/** What the process has, while no pipeline and no pool is there and after the garbage was collected. */
export interface Health {
  readonly minute: number;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly outsideHeapMb: number;
  readonly descriptors: readonly string[];
  readonly threads: number;
  /** What keeps the process alive, as the runtime reports it. */
  readonly resources: readonly string[];
}

/** Bounds of growth after the warm-up, in MB a minute: a leak passes them in an hour, the allocator's moods do not. */
export const RSS_MB_A_MINUTE = 1;
export const HEAP_MB_A_MINUTE = 0.2;
/** Share of the run that is warm-up, and samples that a slope needs after it. */
const WARM_UP = 0.25;
const SAMPLES = 5;
/** libvips keeps a few threads for a while, and V8 starts its own when it likes. */
const SPARE_THREADS = 8;

/** @throws Violation when garbage cannot be collected on demand */
export async function examine(minute: number): Promise<Health> {
  const { gc } = globalThis;
  hold(gc !== undefined, () => 'the soak must be run with --expose-gc');
  for (let round = 0; round < 3; round++) {
    gc();
    await wait(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    minute, rssMb: megabytes(rss), heapMb: megabytes(heapUsed), outsideHeapMb: megabytes(external),
    descriptors: readdirSync('/proc/self/fd').flatMap(targetOf).toSorted(),
    threads: readdirSync('/proc/self/task').length,
    resources: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').toSorted(),
  };
}

/**
 * Nothing is left that was not there at first.
 * @throws Violation
 */
export function compare(first: Health, now: Health): void {
  const left = without(now.descriptors, first.descriptors);
  hold(left.length === 0, () => `${left.length} more descriptors are open than at first: ${left.slice(0, 10).join(', ')}`);
  const alive = without(now.resources, first.resources);
  hold(alive.length === 0, () => `something is still alive that was not at first: ${alive.join(', ')}`);
  hold(now.threads <= first.threads + SPARE_THREADS, () => `there are ${now.threads} threads; at first there were ${first.threads}`);
}

/**
 * Memory does not grow, once it has been used for a while.
 * @returns the slopes in MB a minute; null where the run was too short to tell
 * @throws Violation
 */
export function growth(samples: readonly Health[]): { readonly rss: number; readonly heap: number } | null {
  const end = samples.at(-1)?.minute ?? 0;
  const warm = samples.filter(({ minute }) => minute >= end * WARM_UP);
  if (warm.length < SAMPLES) return null;
  const [rss, heap] = (['rssMb', 'heapMb'] as const).map((name) => trendOf(warm.map((sample) => [sample.minute, sample[name]] as const)));
  hold(!growsBeyond(rss, RSS_MB_A_MINUTE), () => `memory grows by ${rss.slope.toFixed(2)} MB a minute; ${RSS_MB_A_MINUTE} is the bound`);
  hold(!growsBeyond(heap, HEAP_MB_A_MINUTE), () => `the heap grows by ${heap.slope.toFixed(2)} MB a minute; ${HEAP_MB_A_MINUTE} is the bound`);
  return { rss: rss.slope, heap: heap.slope };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e4) / 100;

/** Pipes and such carry numbers that change. */
function targetOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`).replace(/:\[\d+\]$/, '')];
  } catch {
    return []; // the one that the list was read through
  }
}

/** Of two lists in which things may stand several times, what the first has more. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return list.filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

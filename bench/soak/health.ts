import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { growsBeyond, trendOf, type Trend } from './trend.js';
import { assert } from './violation.js';

/** Resources of the process when there is no pipeline and no pool, after a garbage collection. */
export interface Health {
  readonly minute: number;
  /** After the allocator has returned its free memory, where there is a function for it. glibc's caches a lot for each thread. */
  readonly rssMb: number;
  /** Before the allocator has returned its free memory. */
  readonly untrimmedMb: number;
  /** Used part of V8's heap. */
  readonly heapMb: number;
  /** Pages of V8's heap in the RSS, used or not. Its space for young objects goes up and down by 30 MB. */
  readonly heapPagesMb: number;
  readonly outsideHeapMb: number;
  readonly descriptors: readonly string[];
  /** Further descriptors, left by threads that ended just after they had loaded sharp. */
  readonly leftByLoading: number;
  readonly threads: number;
  /** Decode threads that have ended so far. */
  readonly ended: number;
  /** Resources that keep the process alive, according to Node. */
  readonly resources: readonly string[];
}

/**
 * Limits of growth after the warm-up, in MB per minute. A leak exceeds them within an hour. During the warm-up an idle process grows
 * too, because V8, libvips and the allocator fill their caches.
 */
export const MEMORY_MB_PER_MINUTE = 1;
export const HEAP_MB_PER_MINUTE = 0.2;
/** Share of the run that is the warm-up. */
const WARM_UP = 0.25;
/** Length of the warm-up, at least. */
const WARM_UP_MINUTES = 5;
/** Samples that a slope needs. */
const SAMPLES = 5;
/**
 * Memory that a thread leaks when it ends, in MB. Koffi 3.3.4 allocates a record with its types for each thread that loads it
 * (`new InstanceData` in its ffi.cc) and never frees it: 27 KB by malloc's count, and a page of its stack. It only depends on the
 * number of threads, so it is subtracted from the growth.
 */
const LEFT_BY_THREAD_MB = 0.032;
/**
 * Files that sharp's detect-libc reads. It closes them in another thread (`fs.close`). If the worker ends at that moment they stay
 * open, although Node closes a worker's other descriptors.
 */
const READ_BY_LOADING: readonly string[] = [realpathSync(process.execPath), '/usr/bin/ldd'];
/** Threads that may be added: libvips keeps some for a while, and V8 starts some of its own. */
const SPARE_THREADS = 8;

/**
 * Collects the garbage, and measures what the process uses.
 * @throws Violation when garbage cannot be collected on demand
 */
export async function measureHealth(minute: number, ended: number): Promise<Health> {
  const { gc } = globalThis;
  assert(gc !== undefined, () => 'the soak must be run with --expose-gc');
  for (let round = 0; round < 3; round++) {
    gc();
    await wait(20);
  }
  const untrimmed = process.memoryUsage.rss();
  trim();
  const { rss, heapUsed, external } = process.memoryUsage();
  const open = readdirSync('/proc/self/fd').flatMap(targetOf).toSorted();
  return {
    minute, ended, rssMb: megabytes(rss), untrimmedMb: megabytes(untrimmed), heapMb: megabytes(heapUsed), outsideHeapMb: megabytes(external),
    heapPagesMb: megabytes(getHeapStatistics().total_physical_size),
    descriptors: open.filter((path) => !READ_BY_LOADING.includes(path)),
    leftByLoading: open.filter((path) => READ_BY_LOADING.includes(path)).length,
    threads: readdirSync('/proc/self/task').length,
    resources: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').toSorted(),
  };
}

/**
 * Checks that nothing is left that was not there at the first measurement.
 * @param endedEarly threads that ended just after they had loaded
 * @throws Violation
 */
export function checkLeftovers(first: Health, now: Health, endedEarly: number): void {
  const left = without(now.descriptors, first.descriptors);
  assert(left.length === 0, () => `${left.length} more descriptors are open than at first: ${left.slice(0, 10).join(', ')}`);
  assert(now.leftByLoading <= endedEarly, () => `threads left ${now.leftByLoading} descriptors while loading, and only ${endedEarly} ended so early`);
  const alive = without(now.resources, first.resources);
  assert(alive.length === 0, () => `something keeps the process alive that did not at first: ${alive.join(', ')}`);
  assert(now.threads <= first.threads + SPARE_THREADS, () => `there are ${now.threads} threads; at first there were ${first.threads}`);
}

/** Growth of memory after the warm-up, in MB per minute. */
export interface Growth {
  readonly rss: Trend;
  /** RSS without the pages of V8's heap and without the leaks of ended threads. It has a limit. */
  readonly nonHeap: Trend;
  readonly heap: Trend;
}

/** Returns the growth of memory, or null when the run was too short. */
export function growthOf(samples: readonly Health[]): Growth | null {
  const end = samples.at(-1)?.minute ?? 0;
  const warm = samples.filter(({ minute }) => minute >= Math.max(end * WARM_UP, WARM_UP_MINUTES));
  if (warm.length < SAMPLES) return null;
  const trend = (valueOf: (sample: Health) => number): Trend => trendOf(warm.map((sample) => [sample.minute, valueOf(sample)]));
  return { rss: trend(({ rssMb }) => rssMb), nonHeap: trend(nonHeapOf), heap: trend(({ heapMb }) => heapMb) };
}

/** V8's heap has a limit of its own. */
const nonHeapOf = ({ rssMb, heapPagesMb, ended }: Health): number => rssMb - heapPagesMb - ended * LEFT_BY_THREAD_MB;

/** Returns a sentence about memory that grows faster than its limit, or null. */
export function excessOf({ nonHeap, heap }: Growth): string | null {
  if (growsBeyond(heap, HEAP_MB_PER_MINUTE)) return `the heap grows by ${heap.slope.toFixed(2)} MB per minute (limit ${HEAP_MB_PER_MINUTE})`;
  if (growsBeyond(nonHeap, MEMORY_MB_PER_MINUTE)) return `memory outside of the heap grows by ${nonHeap.slope.toFixed(2)} MB per minute, without the leaks of ended threads (limit ${MEMORY_MB_PER_MINUTE})`;
  return null;
}

const trim = trimmer();

/** Returns a function that calls glibc's malloc_trim, or does nothing where there is none. */
function trimmer(): () => void {
  try {
    const koffi: { load(program: null): { func(definition: string): (pad: number) => number } } =
      createRequire(import.meta.url)(`@koromix/koffi-${process.platform}-${process.arch}`);
    const call = koffi.load(null).func('int malloc_trim(size_t)');
    return () => void call(0);
  } catch {
    return () => undefined;
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e4) / 100;

/** Returns the file of a descriptor, without the changing numbers of pipes. */
function targetOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`).replace(/:\[\d+\]$/, '')];
  } catch {
    return []; // the descriptor that the list was read from
  }
}

/** Returns what is in a list and not in another, where both may have duplicates. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return list.filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

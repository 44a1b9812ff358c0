import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import koffi from 'koffi';
import { growsBeyond, trendOf, type Trend } from './trend.js';
import { hold } from './violation.js';

/** What the process has, while no pipeline and no pool is there and after the garbage was collected. */
export interface Health {
  readonly minute: number;
  /** After the allocator gave back what it keeps for later, where it can be told to: glibc's keeps a lot for each thread. */
  readonly rssMb: number;
  /** Before that. */
  readonly untrimmedMb: number;
  /** What is in use of V8's heap. */
  readonly heapMb: number;
  /** The part of the RSS that V8's heap has, used or not. How much it keeps for young objects goes up and down by 30 MB. */
  readonly heapPagesMb: number;
  readonly outsideHeapMb: number;
  readonly descriptors: readonly string[];
  /** Descriptors beside them that threads left which ended when they had just loaded sharp. */
  readonly leftByLoading: number;
  readonly threads: number;
  /** Decode threads that have ended so far. */
  readonly ended: number;
  /** What keeps the process alive, as the runtime reports it. */
  readonly resources: readonly string[];
}

/**
 * Bounds of growth after the warm-up, in MB a minute. A leak passes them in an hour. At first a process at
 * rest has more from minute to minute, as V8, libvips and the allocator come to have what they keep.
 */
export const MEMORY_MB_A_MINUTE = 1;
export const HEAP_MB_A_MINUTE = 0.2;
/** The warm-up: a share of the run, and some minutes at least; and samples that a slope needs after it. */
const WARM_UP = 0.25;
const WARM_UP_MINUTES = 5;
const SAMPLES = 5;
/**
 * What a thread that ended leaves for good, in MB. Koffi 3.3.4 makes a record of itself and its types for each thread that loads
 * it (`new InstanceData` in its ffi.cc), which nothing deletes, however the thread ends: 27 KB as malloc counts them, and a page
 * of the stack that it called on. The number of threads alone decides how much it is; so it is counted, and not taken for growth.
 */
const LEFT_BY_THREAD_MB = 0.032;
/**
 * What sharp's detect-libc reads to learn of the C library: it has them closed by another thread (`fs.close`), and nobody does
 * that for a worker that is ended at that moment, though Node closes whatever else it had open.
 */
const READ_BY_LOADING: readonly string[] = [realpathSync(process.execPath), '/usr/bin/ldd'];
/** libvips keeps a few threads for a while, and V8 starts its own when it likes. */
const SPARE_THREADS = 8;

/** @throws Violation when garbage cannot be collected on demand */
export async function examine(minute: number, ended: number): Promise<Health> {
  const { gc } = globalThis;
  hold(gc !== undefined, () => 'the soak must be run with --expose-gc');
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
 * Nothing is left that was not there at first.
 * @param endedYoung threads that ended when they had just loaded
 * @throws Violation
 */
export function compare(first: Health, now: Health, endedYoung: number): void {
  const left = without(now.descriptors, first.descriptors);
  hold(left.length === 0, () => `${left.length} more descriptors are open than at first: ${left.slice(0, 10).join(', ')}`);
  hold(now.leftByLoading <= endedYoung, () => `threads left ${now.leftByLoading} descriptors of what they had loaded by, and ${endedYoung} ended so early`);
  const alive = without(now.resources, first.resources);
  hold(alive.length === 0, () => `something is still alive that was not at first: ${alive.join(', ')}`);
  hold(now.threads <= first.threads + SPARE_THREADS, () => `there are ${now.threads} threads; at first there were ${first.threads}`);
}

/** How memory grew after the warm-up, in MB a minute. */
export interface Growth {
  readonly rss: Trend;
  /** The same without the pages of V8's heap, and without what ended threads left: this is held to the bound. */
  readonly beside: Trend;
  readonly heap: Trend;
}

/** @returns null where the run was too short to tell */
export function growthOf(samples: readonly Health[]): Growth | null {
  const end = samples.at(-1)?.minute ?? 0;
  const warm = samples.filter(({ minute }) => minute >= Math.max(end * WARM_UP, WARM_UP_MINUTES));
  if (warm.length < SAMPLES) return null;
  const trend = (valueOf: (sample: Health) => number): Trend => trendOf(warm.map((sample) => [sample.minute, valueOf(sample)]));
  return { rss: trend(({ rssMb }) => rssMb), beside: trend(besideOf), heap: trend(({ heapMb }) => heapMb) };
}

/** V8's heap is held to a bound of its own, by what is in use of it. */
const besideOf = ({ rssMb, heapPagesMb, ended }: Health): number => rssMb - heapPagesMb - ended * LEFT_BY_THREAD_MB;

/** What grows certainly and faster than it may, in a sentence; null when nothing does. */
export function tooMuch({ beside, heap }: Growth): string | null {
  if (growsBeyond(heap, HEAP_MB_A_MINUTE)) return `the heap grows by ${heap.slope.toFixed(2)} MB a minute; ${HEAP_MB_A_MINUTE} is the bound`;
  if (growsBeyond(beside, MEMORY_MB_A_MINUTE)) return `memory beside the heap grows by ${beside.slope.toFixed(2)} MB a minute, without what ended threads left; ${MEMORY_MB_A_MINUTE} is the bound`;
  return null;
}

const trim = trimmer();

/** glibc's malloc_trim; elsewhere nothing. */
function trimmer(): () => void {
  try {
    const call: (pad: number) => unknown = koffi.load(null).func('int malloc_trim(size_t)');
    return () => void call(0);
  } catch {
    return () => undefined;
  }
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

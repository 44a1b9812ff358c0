import { formatCount } from '../report/table.js';
import type { Counts } from './counts.js';
import { HEAP_MB_PER_MINUTE, MEMORY_MB_PER_MINUTE, type Health } from './health.js';
import type { SoakProgress, SoakReport } from './run.js';

const CLEAR = '\r\u001B[K';

const countsLine = (counts: Counts): string =>
  `${formatCount(counts.batches)} batches, ${formatCount(counts.kills)} kills, ${formatCount(counts.resumes)} resumes, ${formatCount(counts.replaced)} replaced`;

/** Returns a line that is rewritten on a terminal, and not written anywhere else. */
export function progressLine(stream: NodeJS.WriteStream): { show(now: SoakProgress, minutes: number): void; print(line: string): void; clear(): void } {
  const clear = (): void => void (stream.isTTY && stream.write(CLEAR));
  return {
    clear,
    show: ({ minute, counts }, minutes) => {
      if (stream.isTTY) stream.write(`${CLEAR}${`${minute.toFixed(1)} of ${minutes} min: ${countsLine(counts)}`.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    print: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
  };
}

/** Returns the line that is printed once a minute. */
export const minuteLine = (minute: number, counts: Counts, { rssMb, heapMb, descriptors, threads }: Health): string =>
  `${minute.toFixed(1).padStart(5)} min: ${countsLine(counts)}; RSS ${rssMb.toFixed(0)} MB, heap ${heapMb.toFixed(1)} MB, ${descriptors.length} descriptors, ${threads} threads`;

const nonHeap = ({ rssMb, heapPagesMb }: Health): string => (rssMb - heapPagesMb).toFixed(0);

export function summary({ minutes, seed, pictures, counts, fileChanges, epochs, health, growth }: SoakReport): string {
  const [first, last] = [health[0], health.at(-1) ?? health[0]];
  const rows: readonly (readonly [string, string])[] = [
    ['batches', `${formatCount(counts.batches)} of ${formatCount(counts.pictures)} pictures, ${epochs} epochs, all checked`],
    ['pipelines', `${formatCount(counts.pipelines)}: ${formatCount(counts.aborts)} aborted, ${formatCount(counts.closes)} closed, ${formatCount(counts.leaves)} left; idle within ${counts.slowestEndMs} ms`],
    ['pictures', `${formatCount(counts.decoded)} decoded, ${formatCount(counts.fromCache)} from a cache, ${formatCount(counts.quarantined)} quarantined, ${formatCount(counts.replaced)} replaced`],
    ['files', Object.entries(fileChanges).map(([change, count]) => `${formatCount(count)} ${change}`).join(', ')],
    ['workers', `${formatCount(counts.kills)} killed; no picture was quarantined for it`],
    ['changes', `${formatCount(counts.concurrencyChanges)} of concurrency, ${formatCount(counts.prefetchChanges)} of prefetch; ${formatCount(counts.stalls)} stalls`],
    ['disk cache', `${formatCount(counts.cacheDamages)} times damaged, ${formatCount(counts.cachesReplaced)} times replaced; shared with ${counts.otherProcesses} other processes (${counts.otherProcessesKilled} killed), which got ${formatCount(counts.otherProcessBatches)} batches`],
    ['memory', `RSS ${first.rssMb} MB first, ${last.rssMb} MB last (${last.untrimmedMb} MB with the allocator's free memory)${growth === null ? '' : `; ${growth.rss.slope.toFixed(2)} MB per minute`}`],
    ['non-heap', `${nonHeap(first)} MB first, ${nonHeap(last)} MB last, ${formatCount(last.ended)} threads ended${growth === null ? '' : `; ${growth.nonHeap.slope.toFixed(2)} MB per minute without their leaks (limit ${MEMORY_MB_PER_MINUTE})`}`],
    ['heap', `${first.heapMb} MB first, ${last.heapMb} MB last${growth === null ? '' : `; ${growth.heap.slope.toFixed(2)} MB per minute (limit ${HEAP_MB_PER_MINUTE})`}`],
    ['descriptors', `${first.descriptors.length} first, ${last.descriptors.length} last, ${last.leftByLoading} left by threads that ended while loading; ${first.threads} threads first, ${last.threads} last`],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(12)}${value}`);
  return `${minutes} minutes over ${pictures} pictures, seed ${seed}. Every batch was right.\n${lines.join('\n')}\n`;
}

import { formatCount } from '../report/table.js';
import { HEAP_MB_A_MINUTE, MEMORY_MB_A_MINUTE, type Health } from './health.js';
import type { SoakProgress, SoakReport } from './run.js';
import type { Tally } from './tally.js';

const CLEAR = '\r\u001B[K';

const deedsOf = (tally: Tally): string =>
  `${formatCount(tally.batches)} batches, ${formatCount(tally.kills)} kills, ${formatCount(tally.resumes)} resumes, ${formatCount(tally.replaced)} replaced`;

/** One line that moves on a terminal, and stands nowhere else. */
export function movingLine(stream: NodeJS.WriteStream): { show(now: SoakProgress, minutes: number): void; say(line: string): void; clear(): void } {
  const clear = (): void => void (stream.isTTY && stream.write(CLEAR));
  return {
    clear,
    show: ({ minute, tally }, minutes) => {
      if (stream.isTTY) stream.write(`${CLEAR}${`${minute.toFixed(1)} of ${minutes} min: ${deedsOf(tally)}`.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    say: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
  };
}

/** How it stands, once a minute. */
export const minuteLine = (minute: number, tally: Tally, { rssMb, heapMb, descriptors, threads }: Health): string =>
  `${minute.toFixed(1).padStart(5)} min: ${deedsOf(tally)}; RSS ${rssMb.toFixed(0)} MB, heap ${heapMb.toFixed(1)} MB, ${descriptors.length} descriptors, ${threads} threads`;

const memoryBeside = ({ rssMb, heapPagesMb }: Health): string => (rssMb - heapPagesMb).toFixed(0);

export function summary({ minutes, seed, pictures, tally, deeds, epochs, health, growth }: SoakReport): string {
  const [first, last] = [health[0], health.at(-1) ?? health[0]];
  const rows: readonly (readonly [string, string])[] = [
    ['batches', `${formatCount(tally.batches)} of ${formatCount(tally.pictures)} pictures, ${epochs} epochs; each held to the rules`],
    ['pipelines', `${formatCount(tally.pipelines)}: ${formatCount(tally.aborts)} aborted, ${formatCount(tally.closes)} closed, ${formatCount(tally.leaves)} left; at rest within ${tally.slowestEndMs} ms`],
    ['pictures', `${formatCount(tally.decoded)} decoded, ${formatCount(tally.fromCache)} from a cache; ${formatCount(tally.toldOf)} times one was set aside, ${formatCount(tally.replaced)} replaced`],
    ['their files', Object.entries(deeds).map(([deed, count]) => `${formatCount(count)} ${deed}`).join(', ')],
    ['workers', `${formatCount(tally.kills)} killed; no picture set aside for it`],
    ['changes', `${formatCount(tally.laneChanges)} of concurrency, ${formatCount(tally.prefetchChanges)} of prefetch; ${formatCount(tally.stalls)} stalls`],
    ['disk cache', `${formatCount(tally.cacheDamages)} times damaged, ${formatCount(tally.cachesMadeAnew)} times made anew; shared with ${tally.neighbours} other processes (${tally.neighboursKilled} killed), ${formatCount(tally.neighbourBatches)} batches of theirs`],
    ['memory', `RSS ${first.rssMb} MB first, ${last.rssMb} MB last (${last.untrimmedMb} MB with what the allocator keeps)${growth === null ? '' : `; ${growth.rss.slope.toFixed(2)} MB a minute`}`],
    ['beside heap', `${memoryBeside(first)} MB first, ${memoryBeside(last)} MB last, and ${formatCount(last.ended)} threads ended${growth === null ? '' : `; without what those left ${growth.beside.slope.toFixed(2)} MB a minute (bound ${MEMORY_MB_A_MINUTE})`}`],
    ['heap', `${first.heapMb} MB first, ${last.heapMb} MB last${growth === null ? '' : `; ${growth.heap.slope.toFixed(2)} MB a minute (bound ${HEAP_MB_A_MINUTE})`}`],
    ['descriptors', `${first.descriptors.length} first, ${last.descriptors.length} last, ${last.leftByLoading} left by threads that had just loaded; threads ${first.threads} and ${last.threads}`],
  ];
  const lines = rows.map(([name, words]) => `${name.padEnd(12)}${words}`);
  return `${minutes} minutes over ${pictures} pictures, seed ${seed}. Every batch was as it had to be.\n${lines.join('\n')}\n`;
}

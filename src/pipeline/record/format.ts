import { deflateSync } from 'node:zlib';
import { FIXTURE_VERSION, type BatchLine, type Head, type Line } from './lines.js';
import type { Fixture, RecordedBatch } from './types.js';

/**
 * Formats a fixture as JSON Lines: a head; then, in order, the paths of samples when they first appear, batches and
 * quarantined pictures; then the run's events; and an end with the number of lines before it.
 */
export function formatFixture({ note, stream, paths, batches, quarantined, events, end }: Fixture): string {
  const head: Head = { type: 'whisker-stream', v: FIXTURE_VERSION, note, stream };
  const named = new Set<number>();
  const newPathsOf = ({ indices }: RecordedBatch): Line[] => {
    const found = [...indices].flatMap((index) => {
      const path = named.has(index) ? undefined : paths.get(index);
      named.add(index);
      return path === undefined ? [] : [[String(index), path] as const];
    });
    return found.length === 0 ? [] : [{ type: 'samples', paths: Object.fromEntries(found) }];
  };
  const quarantinedBefore = (batch: number): Line[] =>
    quarantined.filter(({ before }) => before === batch).map(({ at, path, reason }) => ({ type: 'quarantine', at, path, reason }));
  const lines: (Head | Line)[] = [
    head,
    ...batches.flatMap((batch, index) => [...quarantinedBefore(index), ...newPathsOf(batch), batchLine(batch)]),
    ...quarantinedBefore(batches.length),
    ...events.map((event): Line => ({ type: 'event', event: { ...event } })),
  ];
  const last: Line = { type: 'end', ...end, lines: lines.length };
  return [...lines, last].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function batchLine({ epoch, batch, ready, released, indices, labels, hashes, pixels }: RecordedBatch): BatchLine {
  return {
    type: 'batch', epoch, batch, ready, released, indices: [...indices], labels: [...labels], hashes: [...hashes],
    ...(pixels !== null && { pixels: deflateSync(pixels, { level: 9 }).toString('base64') }),
  };
}

import { deflateSync } from 'node:zlib';
import { FIXTURE_VERSION, type BatchLine, type Head, type Line } from './lines.js';
import type { Fixture, RecordedBatch } from './types.js';

/**
 * A fixture as text: JSON Lines. A head; then what happened, in order: names of samples where they are first met, batches,
 * pictures set aside, and the events of a run; an end that tells how many lines came before it.
 */
export function formatFixture({ note, stream, paths, batches, quarantined, events, end }: Fixture): string {
  const head: Head = { type: 'whisker-stream', v: FIXTURE_VERSION, note, stream };
  const named = new Set<number>();
  const namesIn = ({ indices }: RecordedBatch): Line[] => {
    const found = [...indices].flatMap((index) => {
      const path = named.has(index) ? undefined : paths.get(index);
      named.add(index);
      return path === undefined ? [] : [[String(index), path] as const];
    });
    return found.length === 0 ? [] : [{ type: 'samples', paths: Object.fromEntries(found) }];
  };
  const asideBefore = (place: number): Line[] =>
    quarantined.filter(({ before }) => before === place).map(({ at, path, reason }) => ({ type: 'quarantine', at, path, reason }));
  const lines: (Head | Line)[] = [
    head,
    ...batches.flatMap((batch, place) => [...asideBefore(place), ...namesIn(batch), batchLine(batch)]),
    ...asideBefore(batches.length),
    ...events.map((event): Line => ({ type: 'event', event: { ...event } })),
  ];
  const last: Line = { type: 'end', ...end, lines: lines.length };
  return [...lines, last].map((one) => `${JSON.stringify(one)}\n`).join('');
}

function batchLine({ epoch, batch, ready, released, indices, labels, hashes, pixels }: RecordedBatch): BatchLine {
  return {
    type: 'batch', epoch, batch, ready, released, indices: [...indices], labels: [...labels], hashes: [...hashes],
    ...(pixels !== null && { pixels: deflateSync(pixels, { level: 9 }).toString('base64') }),
  };
}

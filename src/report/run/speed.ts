import { chart } from '../chart.js';
import { pair, soft } from '../parts.js';
import type { Section } from '../page.js';
import type { Pace } from '../pace.js';
import type { RunFolder } from '../read.js';

/** Returns images a second and waiting over the steps. */
export function speedSection({ summary: { pace } }: RunFolder): Section[] {
  // One step says nothing about speed over time.
  if (pace.length < 2) return [];
  const points = (value: (part: Pace) => number) => pace.map((part) => [part.step, value(part)] as const);
  return [{
    title: 'Speed',
    body: [
      soft('A step that waits is one that the decoding of pictures could not keep up with.'),
      pair(
        chart({
          title: 'Images a second', x: 'step', unit: 'number',
          series: [
            { name: 'trained on', style: 0, points: points(({ trainedOn, ms }) => (trainedOn * 1000) / ms) },
            { name: 'read', style: 1, points: points(({ read, readSeconds }) => read / readSeconds) },
          ],
        }),
        chart({ title: 'Waiting for data', x: 'step', unit: 'percent', series: [{ name: 'waiting', style: 0, points: points(({ waitMs, ms }) => waitMs / ms) }] }),
      ),
    ],
  }];
}

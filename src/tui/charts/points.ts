import type { Point } from './types.js';

/** Beyond it the length of an axis, or its margin, is no longer a finite number. */
const LARGEST = 1e300;

/** Whether a value has a place on an axis; one that has none is a gap. */
export const isDrawn = (value: number): boolean => Math.abs(value) <= LARGEST;

/** The exponential mean of the values up to each point; started from nothing, and corrected for that (Adam's bias correction). */
export function smoothed(points: readonly Point[], weight: number): readonly Point[] {
  if (!(weight > 0)) return points;
  let mean = 0;
  let share = 0;
  return points.map((point) => {
    if (!isDrawn(point.y)) return point;
    mean = weight * mean + (1 - weight) * point.y;
    share = weight * share + (1 - weight);
    return { ...point, y: mean / share };
  });
}

/** Those within [from, to]; a value that cannot be drawn stays, as a gap. */
export const within = (points: readonly Point[], from: number, to: number): readonly Point[] => points.filter(({ x }) => x >= from && x <= to);

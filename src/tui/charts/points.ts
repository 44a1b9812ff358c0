import type { Point } from './types.js';

/** With larger values, the length of an axis or its margin is not a finite number. */
const LARGEST = 1e300;

/** Returns whether a value can be drawn. One that cannot is a gap. */
export const isDrawn = (value: number): boolean => Math.abs(value) <= LARGEST;

/** Returns the exponential mean of the values up to each point, with Adam's bias correction. */
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

/** Returns the points within [from, to]. A value that cannot be drawn stays, as a gap. */
export const within = (points: readonly Point[], from: number, to: number): readonly Point[] => points.filter(({ x }) => x >= from && x <= to);

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
    return { x: point.x, y: mean / share };
  });
}

/** Returns the points within [from, to]. A value that cannot be drawn stays, as a gap. */
export const within = (points: readonly Point[], from: number, to: number): readonly Point[] => points.filter(({ x }) => x >= from && x <= to);

/** Returns the x of the point that lies nearest to `x`, of all series; null without points. */
export function nearestX(series: readonly { readonly points: readonly Point[] }[], x: number): number | null {
  let nearest: number | null = null;
  for (const { points } of series) {
    const point = pointAt(points, x);
    if (point !== undefined && (nearest === null || Math.abs(point.x - x) < Math.abs(nearest - x))) nearest = point.x;
  }
  return nearest;
}

/** Returns the point that lies nearest to `x` and can be drawn; undefined without one. */
export const pointAt = (points: readonly Point[], x: number): Point | undefined =>
  points.reduce<Point | undefined>((best, point) => (isDrawn(point.y) && (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x)) ? point : best), undefined);

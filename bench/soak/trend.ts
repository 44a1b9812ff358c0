/** How a measure changes with time. */
export interface Trend {
  /** Per unit of time. */
  readonly slope: number;
  /** Its standard error. */
  readonly error: number;
}

/** The line of least squares through `points` ([time, value], at least three at different times). */
export function trendOf(points: readonly (readonly [number, number])[]): Trend {
  const count = points.length;
  const middle = points.reduce((sum, [time]) => sum + time, 0) / count;
  const mean = points.reduce((sum, [, value]) => sum + value, 0) / count;
  const spread = points.reduce((sum, [time]) => sum + (time - middle) ** 2, 0);
  const slope = points.reduce((sum, [time, value]) => sum + (time - middle) * (value - mean), 0) / spread;
  const rest = points.reduce((sum, [time, value]) => sum + (value - mean - slope * (time - middle)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (count - 2) / spread) };
}

/** Whether it certainly grows faster than `bound`: by more than two standard errors. */
export const growsBeyond = ({ slope, error }: Trend, bound: number): boolean => slope - 2 * error > bound;

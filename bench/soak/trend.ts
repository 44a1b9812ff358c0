/** Change of a measure over time. */
export interface Trend {
  /** Change per unit of time. */
  readonly slope: number;
  /** Standard error of the slope. */
  readonly error: number;
}

/** Fits a line by least squares through at least three points ([time, value]) at different times. */
export function trendOf(points: readonly (readonly [number, number])[]): Trend {
  const count = points.length;
  const meanTime = points.reduce((sum, [time]) => sum + time, 0) / count;
  const meanValue = points.reduce((sum, [, value]) => sum + value, 0) / count;
  const spread = points.reduce((sum, [time]) => sum + (time - meanTime) ** 2, 0);
  const slope = points.reduce((sum, [time, value]) => sum + (time - meanTime) * (value - meanValue), 0) / spread;
  const residual = points.reduce((sum, [time, value]) => sum + (value - meanValue - slope * (time - meanTime)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (count - 2) / spread) };
}

/** Whether a measure certainly grows faster than `bound`: by more than two standard errors. */
export const growsBeyond = ({ slope, error }: Trend, bound: number): boolean => slope - 2 * error > bound;

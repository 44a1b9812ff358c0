/** Numbers at even distances for an axis, with the text that each is shown as. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/**
 * Round numbers from at most `low` to at least `high`, about `wanted` of them: steps of 1, 2 or 5 times a power of ten.
 * @param whole steps of at least 1: epochs
 */
export function ticks(low: number, high: number, wanted: number, whole = false): Ticks {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // What differs by less than rounding is one value: its axis is as long as the value itself.
  const span = high - low > Math.max(size * 1e-9, 1e-12) ? high - low : size > 1e-12 ? size : 1;
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const multiple = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  const step = whole ? Math.max(1, multiple * power) : multiple * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const values = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(decimals + 2)));
  return { values, labels: values.map((value) => value.toFixed(decimals)) };
}

/** Maps [low, high] to [from, to]. */
export function linear(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** At most `most` of the points, evenly, the first and the last among them. */
export function thinned<Point>(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter((point) => point !== undefined);
}

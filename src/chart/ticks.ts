/** A number on an axis and its label. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Returns a step of 1, 2 or 5 times a power of ten, such that about `wanted` steps make up `span`. */
export function niceStep(span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const multiple = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return multiple * power;
}

/** Returns the multiples of `step` from `from` to `to`, both inclusive. */
export function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-6);
  const count = Math.floor(to / step + 1e-6) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

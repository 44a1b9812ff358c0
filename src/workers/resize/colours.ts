/** Where no colour is, as a byte of blueness or redness. */
export const NEUTRAL = 128;

/** Eight 16-bit numbers, these in turn. */
const eight = (...values: readonly number[]): number[] => Array.from({ length: 8 }, (_, lane) => values[lane % values.length]);
/** As the instruction that multiplies takes a factor. */
const factor = (value: number): number => Math.round(value * 2 ** 14);
/** Samples have six bits behind the point: a half, and what two passes cut off on average. */
const ROUNDING = 33;
const [ALL, NONE] = [-1, 0];
/** The first three of each four bytes. */
const ORDER = new Int16Array(Uint8Array.of(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80).buffer);

/** From luma, blueness and redness to RGB (JFIF 1.02), as `down` of assembly/resize.ts reads it. */
export const COLOURS = Int16Array.from([
  ...eight(ROUNDING),
  ...eight(NEUTRAL * 2 ** 6),
  ...eight(ALL), ...eight(0, factor(1.402)),
  ...eight(ALL), ...eight(factor(-0.344136), factor(-0.714136)),
  ...eight(ALL), ...eight(factor(1.772), 0),
  ...ORDER,
]);

/** From green, blue and red to RGB. What stands for no colour is taken away, and so does the rounding here. */
export const NO_COLOURS = Int16Array.from([
  ...eight(ROUNDING),
  ...eight(-ROUNDING),
  ...eight(NONE), ...eight(0, factor(1)),
  ...eight(ALL), ...eight(0, 0),
  ...eight(NONE), ...eight(factor(1), 0),
  ...ORDER,
]);

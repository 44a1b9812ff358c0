/** Chroma of gray, as a byte. */
export const NEUTRAL = 128;

/** Returns a vector of eight 16-bit numbers, which repeats these values. */
const vector = (...values: readonly number[]): number[] => Array.from({ length: 8 }, (_, index) => values[index % values.length]);
/** Returns a factor as the multiplication instruction takes it. */
const factor = (value: number): number => Math.round(value * 2 ** 14);
/** Samples have six fraction bits. This is a half, and what two passes cut off on average. */
const ROUNDING = 33;
const [ALL, NONE] = [-1, 0];
/** Selects the first three of each four bytes. */
const ORDER = new Int16Array(Uint8Array.of(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0x80, 0x80, 0x80, 0x80).buffer);

/** Converts luma, Cb and Cr to RGB (JFIF 1.02). `down` in assembly/resize.ts reads it. */
export const COLOURS = Int16Array.from([
  ...vector(ROUNDING),
  ...vector(NEUTRAL * 2 ** 6),
  ...vector(ALL), ...vector(0, factor(1.402)),
  ...vector(ALL), ...vector(factor(-0.344136), factor(-0.714136)),
  ...vector(ALL), ...vector(factor(1.772), 0),
  ...ORDER,
]);

/** Converts green, blue and red planes to RGB. `down` subtracts the second value, so it does the rounding here. */
export const NO_COLOURS = Int16Array.from([
  ...vector(ROUNDING),
  ...vector(-ROUNDING),
  ...vector(NONE), ...vector(0, factor(1)),
  ...vector(ALL), ...vector(0, 0),
  ...vector(NONE), ...vector(factor(1), 0),
  ...ORDER,
]);

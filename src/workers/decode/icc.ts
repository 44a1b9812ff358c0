/** sRGB's red, green and blue in XYZ under D50, as profiles store them (IEC 61966-2-1, adapted with Bradford's matrix). */
const COLORANTS: Readonly<Record<string, readonly number[]>> = {
  rXYZ: [0.4361, 0.2225, 0.0139], gXYZ: [0.3851, 0.7169, 0.0971], bXYZ: [0.1431, 0.0606, 0.7141],
};
const COLORANT_TOLERANCE = 0.003;
const CURVES = ['rTRC', 'gTRC', 'bTRC'];
/** Values at which curves are compared, and what they may differ by. */
const SAMPLES = [0.06, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
const CURVE_TOLERANCE = 1 / 255;

/**
 * Whether a profile is sRGB, whatever it is called: made of a matrix with sRGB's colorants and of sRGB's curve (ICC.1:2022, 7 to 10).
 * Its numbers count, because there are profiles called sRGB with a linear curve.
 * @throws RangeError when it is cut
 */
export function isSrgb(profile: Buffer): boolean {
  const count = profile.readUInt32BE(128);
  if (fourLetters(profile, 16) !== 'RGB ' || count * 12 > profile.length) return false;
  const tags = new Map(Array.from({ length: count }, (_, tag) => [fourLetters(profile, 132 + tag * 12), profile.readUInt32BE(132 + tag * 12 + 4)]));
  // A table in place of the matrix.
  if (tags.has('A2B0')) return false;
  const matrix = Object.entries(COLORANTS).every(([name, expected]) => {
    const at = tags.get(name);
    return at !== undefined && expected.every((value, index) => Math.abs(fixed(profile, at + 8 + index * 4) - value) <= COLORANT_TOLERANCE);
  });
  const curves = CURVES.every((name) => {
    const at = tags.get(name);
    const curve = at === undefined ? null : curveAt(profile, at);
    return curve !== null && SAMPLES.every((value) => Math.abs(toSrgb(curve(value)) - value) <= CURVE_TOLERANCE);
  });
  return matrix && curves;
}

const fourLetters = (profile: Buffer, at: number): string => profile.toString('latin1', at, at + 4);
/** Reads an s15Fixed16Number. */
const fixed = (profile: Buffer, at: number): number => profile.readInt32BE(at) / 2 ** 16;
const toSrgb = (linear: number): number => (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

type Curve = (value: number) => number;

/** Reads a curve from 0 to 1: a table, a power, or a formula of type 0 or 3. Null when it is another. */
function curveAt(profile: Buffer, at: number): Curve | null {
  if (fourLetters(profile, at) === 'para') {
    const [g, a = 1, b = 0, c = 0, d = 0] = Array.from({ length: profile.readUInt16BE(at + 8) === 0 ? 1 : 5 }, (_, index) => fixed(profile, at + 12 + index * 4));
    return [0, 3].includes(profile.readUInt16BE(at + 8)) ? (value) => (value >= d ? (a * value + b) ** g : c * value) : null;
  }
  if (fourLetters(profile, at) !== 'curv') return null;
  const count = profile.readUInt32BE(at + 8);
  if (count === 0) return (value) => value;
  if (count === 1) return (value) => value ** (profile.readUInt16BE(at + 12) / 2 ** 8);
  const entry = (index: number): number => profile.readUInt16BE(at + 12 + index * 2) / 65535;
  return (value) => {
    const [place, last] = [value * (count - 1), count - 1];
    const first = Math.floor(place);
    return entry(first) + (entry(Math.min(first + 1, last)) - entry(first)) * (place - first);
  };
}

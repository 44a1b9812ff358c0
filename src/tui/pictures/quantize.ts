import type { Rgb } from './palette.js';
import type { Picture } from './types.js';

/** A picture of few colours: for each pixel the place of its colour. */
export interface Quantized {
  readonly palette: readonly Rgb[];
  readonly indices: Uint8Array;
}

/** Colours are counted to five bits a channel. */
const BITS = 5;
const BINS = 1 << (3 * BITS);

/** Pixels of about one colour: how many, and the sums of their channels. */
interface Bin {
  readonly key: number;
  count: number;
  readonly sums: [number, number, number];
}

/** At most `most` (1 to 256) colours that stand for a picture's own: median cut (Heckbert, 1982) over counted colours. */
export function quantized({ pixels, width, height }: Picture, most = 256): Quantized {
  const bins: (Bin | undefined)[] = Array.from({ length: BINS });
  const keys = new Uint16Array(width * height);
  for (let index = 0; index < keys.length; index += 1) {
    const rgb = [pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0] as const;
    const key = rgb.reduce((sum, value) => (sum << BITS) | (value >> (8 - BITS)), 0);
    const bin = (bins[key] ??= { key, count: 0, sums: [0, 0, 0] });
    bin.count += 1;
    for (const channel of [0, 1, 2] as const) bin.sums[channel] += rgb[channel];
    keys[index] = key;
  }
  const boxes = cut(bins.filter((bin) => bin !== undefined), most);
  const places = new Uint8Array(BINS);
  for (const [place, box] of boxes.entries()) for (const { key } of box) places[key] = place;
  return { palette: boxes.map(meanOf), indices: Uint8Array.from(keys, (key) => places[key] ?? 0) };
}

/** Halves the box of the most pixels times its longest side, until there are enough or none can be halved. */
function cut(bins: readonly Bin[], most: number): readonly (readonly Bin[])[] {
  const boxes = [measured(bins)];
  while (boxes.length < most) {
    const widest = boxes.reduce((best, box) => (box.weight > best.weight ? box : best));
    if (widest.weight === 0) break;
    const sorted = [...widest.bins].sort((one, other) => levelOf(one, widest.channel) - levelOf(other, widest.channel));
    const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
    let sum = 0;
    const middle = sorted.findIndex(({ count }) => (sum += count) >= half);
    const at = Math.min(sorted.length - 1, Math.max(1, middle + 1));
    boxes.splice(boxes.indexOf(widest), 1, measured(sorted.slice(0, at)), measured(sorted.slice(at)));
  }
  return boxes.map((box) => box.bins);
}

/** A box with its longest side. */
function measured(bins: readonly Bin[]) {
  const lengths = [0, 1, 2].map((channel) => {
    const levels = bins.map((bin) => levelOf(bin, channel));
    return levels.reduce((most, level) => Math.max(most, level), 0) - levels.reduce((least, level) => Math.min(least, level), 255);
  });
  const longest = Math.max(...lengths);
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  return { bins, channel: lengths.indexOf(longest), weight: bins.length < 2 ? 0 : longest * count };
}

const levelOf = ({ key }: Bin, channel: number): number => (key >> (BITS * (2 - channel))) & ((1 << BITS) - 1);

function meanOf(bins: readonly Bin[]): Rgb {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const mean = (channel: 0 | 1 | 2) => Math.round(bins.reduce((sum, bin) => sum + bin.sums[channel], 0) / Math.max(1, count));
  return [mean(0), mean(1), mean(2)];
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The first sixteen colours as xterm has them. Terminals differ, and people change them. */
const SIXTEEN: readonly Rgb[] = [
  [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
  [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255], [255, 255, 255],
];

/** Levels of a channel in xterm's 6x6x6 cube, colours 16 to 231. Colours 232 to 255 are greys from 8 to 238 in steps of ten. */
const LEVELS: readonly number[] = [0, 95, 135, 175, 215, 255];

/** A colour of a terminal, with its codes as foreground and background (ECMA-48 SGR, xterm's 256 colours). */
export interface Shade {
  readonly rgb: Rgb;
  readonly foreground: string;
  readonly background: string;
}

/** Returns the colour itself, for a terminal with 24-bit colours. */
export const exactShade = ([red, green, blue]: Rgb): Shade => {
  const rest = `2;${red};${green};${blue}`;
  return { rgb: [red, green, blue], foreground: `38;${rest}`, background: `48;${rest}` };
};

const SIXTEEN_SHADES: readonly Shade[] = SIXTEEN.map((rgb, index) => ({
  rgb,
  foreground: String(index < 8 ? 30 + index : 82 + index),
  background: String(index < 8 ? 40 + index : 92 + index),
}));

const SHADES_256: readonly Shade[] = Array.from({ length: 240 }, (_, at) => {
  const grey = 8 + (at - 216) * 10;
  const level = (place: number) => LEVELS[Math.floor(at / place) % 6] ?? 0;
  const rgb: Rgb = at < 216 ? [level(36), level(6), level(1)] : [grey, grey, grey];
  return { rgb, foreground: `38;5;${at + 16}`, background: `48;5;${at + 16}` };
});

/** Returns the nearest colour of a terminal with 16 or 256 colours. */
export const nearestShade = (rgb: Rgb, colours: 16 | 256): Shade => (colours === 16 ? nearest(SIXTEEN_SHADES, rgb) : nearest256(rgb));

/** The nearest colour of the cube has the nearest level in each channel. Only the nearest grey can be nearer. */
function nearest256(rgb: Rgb): Shade {
  const [red, green, blue] = rgb.map((value) => nearestLevel(value));
  const grey = Math.min(23, Math.max(0, Math.round(((rgb[0] + rgb[1] + rgb[2]) / 3 - 8) / 10)));
  const candidates = [(red ?? 0) * 36 + (green ?? 0) * 6 + (blue ?? 0), 216 + grey].flatMap((at) => SHADES_256[at] ?? []);
  return nearest(candidates, rgb);
}

const nearestLevel = (value: number): number => LEVELS.reduce<number>((best, level, index) => (Math.abs(level - value) < Math.abs((LEVELS[best] ?? 0) - value) ? index : best), 0);

function nearest(shades: readonly Shade[], rgb: Rgb): Shade {
  let best = shades[0] ?? exactShade(rgb);
  for (const shade of shades) if (distance(shade.rgb, rgb) < distance(best.rgb, rgb)) best = shade;
  return best;
}

/** Returns the squared distance, with red, green and blue weighted as eyes see them. */
function distance(one: Rgb, other: Rgb): number {
  return 3 * (one[0] - other[0]) ** 2 + 6 * (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}

/** Returns the brightness, 0 to 255 (ITU-R BT.601). */
export const brightness = ([red, green, blue]: Rgb): number => 0.299 * red + 0.587 * green + 0.114 * blue;

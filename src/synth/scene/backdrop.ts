import type { Random } from './random.js';

/** The place where a picture is taken. Its details come from a random stream of their own. */
export interface Backdrop {
  readonly place: Place;
  /** Far end of the ground, as a share of the height from the top. */
  readonly horizon: number;
  /** Pixels of the photograph for each pixel of the drawing. More is further out of focus. */
  readonly blur: number;
  /** Texture of the ground: variation of its brightness, and pixels in a bump. */
  readonly rough: number;
  readonly bump: number;
}

export type Place = 'wall' | 'room' | 'sofa' | 'rug' | 'lawn' | 'garden' | 'beach' | 'snow' | 'street' | 'lights';

/** Largest variation of the ground's brightness. */
const roughness = {
  wall: 0.04, room: 0.05, sofa: 0.08, rug: 0.18, lawn: 0.34, garden: 0.2, beach: 0.16, snow: 0.06, street: 0.16, lights: 0,
} as const satisfies Record<Place, number>;

export function backdropOf(random: Random): Backdrop {
  const place = random.pick(['wall', 'room', 'sofa', 'rug', 'lawn', 'garden', 'beach', 'snow', 'street', 'lights']);
  return {
    place,
    horizon: random.between(0.2, 0.62),
    blur: random.between(6, 16),
    rough: roughness[place] * random.between(0.4, 1.2),
    bump: random.between(1.2, 3),
  };
}

/** Returns whether the ground of a place ends at a horizon. */
export const isOpen = (place: Place): boolean => ['room', 'lawn', 'beach', 'snow', 'street'].includes(place);
/** Returns whether a place has upright texture: grass. */
export const isGrown = (place: Place): boolean => place === 'lawn' || place === 'garden';

/** Returns the SVG elements of a backdrop, 100 units high and `wide` units across. */
export function backdropSvg({ place, horizon }: Backdrop, random: Random, wide: number): string {
  const pen = penOf(random, wide, horizon * 100);
  return scenes[place](pen);
}

type Pen = ReturnType<typeof penOf>;

function colour(hue: number, saturation: number, lightness: number): string {
  return `hsl(${hue.toFixed(0)},${saturation.toFixed(0)}%,${lightness.toFixed(0)}%)`;
}

function penOf(random: Random, wide: number, horizon: number) {
  let gradients = 0;
  const n = (value: number): string => value.toFixed(1);
  const box = (x: number, y: number, width: number, height: number, fill: string, round = 0): string =>
    `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}" rx="${n(round)}" fill="${fill}"/>`;
  return {
    random, wide, horizon, box,
    /** Draws a band across the picture with a gradient. */
    band: (top: number, bottom: number, from: string, to: string): string => {
      const id = `g${gradients++}`;
      const stops = `<stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/>`;
      return `<linearGradient id="${id}" x2="0" y2="1">${stops}</linearGradient>` + box(0, top, wide, bottom - top, `url(#${id})`);
    },
    blob: (x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): string =>
      `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" opacity="${opacity.toFixed(2)}"/>`,
    many: (count: number, draw: () => string): string => Array.from({ length: count }, draw).join(''),
  };
}

const scenes: Record<Place, (pen: Pen) => string> = {
  wall: ({ random: { between }, band, blob, wide }) => {
    const hue = between(0, 360);
    const light = between(25, 80);
    return band(0, 100, colour(hue, between(3, 40), light), colour(hue + 20, between(3, 35), light * 0.7))
      + blob(between(0, wide), between(0, 70), wide * 0.5, 45, '#fff', 0.15);
  },
  room: (pen) => {
    const { random: { between }, band, box, horizon, wide } = pen;
    const wall = colour(between(20, 260), between(5, 30), between(45, 85));
    const floor = between(18, 40);
    const cupboard = colour(between(10, 40), between(10, 45), between(18, 60));
    let boards = '';
    for (let y = horizon + 4, gap = 4; y < 100; y += gap, gap *= 1.35) boards += box(0, y, wide, 0.6, colour(floor, 35, 22));
    return band(0, horizon, wall, wall) + windowOrPicture(pen)
      + box(between(0, wide), horizon * 0.35, between(15, 40), horizon * 0.75, cupboard, 1)
      + box(0, horizon - 2.5, wide, 3, colour(40, 10, 88))
      + band(horizon, 100, colour(floor, between(15, 50), between(30, 50)), colour(floor, 45, between(45, 62))) + boards;
  },
  sofa: ({ random: { between }, band, box, many, wide }) => {
    const hue = between(0, 360);
    const cloth = between(5, 45);
    const light = between(25, 65);
    return band(0, 30, colour(40, 12, 78), colour(40, 10, 65)) + box(-5, 18, wide + 10, 60, colour(hue, cloth, light), 8)
      + many(2, () => box(between(0, wide), 25, 34, 32, colour(between(0, 360), 40, between(30, 75)), 6))
      + box(-5, 62, wide / 2 + 4, 60, colour(hue, cloth, light + 8), 5)
      + box(wide / 2, 62, wide, 60, colour(hue, cloth, light + 6), 5);
  },
  rug: ({ random: { between, chance }, band, box, many, wide }) => {
    const hue = between(0, 360);
    const ground = colour(hue, between(10, 55), between(25, 70));
    const line = colour(hue + between(60, 200), between(10, 50), between(25, 80));
    const gap = between(9, 26);
    let row = 0;
    let column = 0;
    return band(0, 100, ground, ground) + many(Math.ceil(100 / gap), () => box(0, row++ * gap, wide, gap * 0.3, line))
      + (chance(0.5) ? many(Math.ceil(wide / gap), () => box(column++ * gap, 0, gap * 0.25, 100, line)) : '');
  },
  lawn: ({ random: { between }, band, blob, many, horizon, wide }) => {
    const hue = between(70, 125);
    const bush = (): string => colour(hue + between(-15, 15), 35, between(14, 36));
    const patch = (): string => colour(hue - 10, 45, between(25, 55));
    return band(0, horizon, colour(between(195, 215), 55, between(60, 80)), colour(200, 40, 85))
      + many(9, () => blob(between(0, wide), horizon - between(-2, 14), between(8, 24), between(6, 20), bush()))
      + band(horizon, 100, colour(hue, 40, 34), colour(hue - 8, 48, between(30, 48)))
      + many(14, () => blob(between(0, wide), between(horizon, 100), between(5, 18), between(1, 4), patch(), 0.5));
  },
  garden: ({ random: { between, whole }, band, blob, many, wide }) => {
    const hue = between(70, 140);
    const flower = between(0, 360);
    const leaf = (): string => colour(hue + between(-20, 25), 40, between(12, 52));
    return band(0, 100, colour(hue, 35, 22), colour(hue, 35, 34))
      + many(28, () => blob(between(0, wide), between(0, 100), between(4, 16), between(3, 12), leaf(), 0.8))
      + many(whole(0, 22), () => blob(between(0, wide), between(0, 100), 2.5, 2.5, colour(flower + between(-20, 20), 75, 65)));
  },
  beach: ({ random: { between }, band, blob, many, horizon, wide }) => {
    const shore = horizon * 0.7;
    return band(0, shore, colour(205, 55, 62), colour(200, 45, 84)) + band(shore, horizon, colour(200, 50, 38), colour(185, 40, 55))
      + many(5, () => blob(between(0, wide), between(horizon * 0.75, horizon + 3), between(15, 50), 0.9, '#fff', 0.7))
      + band(horizon + 1, 100, colour(38, 35, 62), colour(36, 42, between(60, 76)))
      + many(12, () => blob(between(0, wide), between(horizon + 5, 100), between(3, 14), 1.4, colour(34, 35, 50), 0.4));
  },
  snow: ({ random: { between }, band, box, blob, many, horizon, wide }) => {
    const trunk = (): string => colour(25, 15, between(15, 35));
    return band(0, horizon, colour(210, 25, between(60, 80)), colour(210, 15, 88))
      + many(7, () => box(between(0, wide), between(0, horizon * 0.6), between(1, 4), horizon, trunk()))
      + band(horizon, 100, colour(210, 20, 84), colour(215, 18, 94))
      + many(10, () => blob(between(0, wide), between(horizon, 100), between(8, 26), between(2, 5), colour(215, 30, 78), 0.5));
  },
  street: ({ random: { between }, band, box, many, horizon, wide }) => {
    const paint = (): string => colour(between(0, 360), between(5, 50), between(20, 75));
    return band(0, horizon, colour(between(0, 40), between(5, 40), between(35, 70)), colour(20, 15, 45))
      + many(6, () => box(between(-10, wide), between(0, horizon * 0.8), between(8, 22), between(12, 40), paint(), 1))
      + band(horizon - 3, horizon + 2, colour(40, 5, 68), colour(40, 5, 55))
      + band(horizon + 2, 100, colour(220, 4, 38), colour(220, 4, between(42, 60)))
      + box(between(0, wide), horizon + 12, between(20, 70), 3, '#e8e4d8');
  },
  lights: ({ random: { between }, band, blob, many, wide }) => {
    const hue = between(0, 360);
    return band(0, 100, colour(hue, 35, between(8, 30)), colour(hue + 30, 30, between(12, 34)))
      + many(22, () => {
        const size = between(3, 11);
        return blob(between(0, wide), between(0, 90), size, size, colour(hue + between(-40, 70), 70, between(45, 80)), between(0.15, 0.6));
      });
  },
};

function windowOrPicture({ random: { between, chance }, box, horizon, wide }: Pen): string {
  const at = between(-10, wide - 20);
  if (chance(0.6)) {
    return box(at - 2, horizon * 0.05, 44, horizon * 0.75, colour(40, 10, 90))
      + box(at, horizon * 0.1, 18, horizon * 0.65, '#dff0fa') + box(at + 21, horizon * 0.1, 18, horizon * 0.65, '#eef6fb');
  }
  return box(at, horizon * 0.15, 26, horizon * 0.5, colour(between(0, 360), 40, 40))
    + box(at + 3, horizon * 0.22, 20, horizon * 0.36, colour(between(0, 360), 35, 65));
}

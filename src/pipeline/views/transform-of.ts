import type { Transform } from '../../workers/index.js';
import type { Policy } from './policies.js';
import type { Random } from './random.js';

const plusMinus = (most: number): readonly [number, number] => [-most, most];

/**
 * Returns the transform of one view. It reads from right to left: a square as large as the view is mirrored, stretched to the crop,
 * sheared and turned, and moved to a place where the crop is within the picture.
 * @param edge of the decoded picture, in pixels
 * @param size of the view, in pixels
 */
export function transformOf(policy: Policy, edge: number, size: number, random: Random): Transform {
  const area = random('area', policy.area);
  const aspect = 1 + random('aspect', plusMinus(policy.aspect));
  const [width, height] = [Math.min(Math.sqrt(area * aspect), 1) * edge, Math.min(Math.sqrt(area / aspect), 1) * edge];
  const middle = [width / 2 + random('left') * (edge - width), height / 2 + random('top') * (edge - height)];
  const angle = (random('rotation', plusMinus(policy.rotation)) * Math.PI) / 180;
  const shear = random('shear', plusMinus(policy.shear));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = (random('flip') < policy.flip ? -width : width) / size;
  const down = height / size;
  const [a, b, d, e] = [cos * across, (cos * shear - sin) * down, sin * across, (sin * shear + cos) * down];

  const brightness = 1 + random('brightness', plusMinus(policy.brightness));
  const contrast = 1 + random('contrast', plusMinus(policy.contrast));
  const saturation = random('gray') < policy.gray ? 0 : 1 + random('saturation', plusMinus(policy.saturation));
  return {
    map: [a, b, middle[0] - ((a + b) * size) / 2, d, e, middle[1] - ((d + e) * size) / 2],
    gain: brightness * contrast,
    offset: 127.5 * (1 - contrast),
    saturation,
    cut: cutOf(policy, size, random),
  };
}

/** Returns the part of the gray square that lies within the view. Its middle lies anywhere in the view. */
function cutOf({ cut }: Policy, size: number, random: Random): Transform['cut'] {
  const edge = Math.round(random('cut', cut) * size);
  const [left, width] = within(Math.round(random('cutLeft') * size - edge / 2), edge, size);
  const [top, height] = within(Math.round(random('cutTop') * size - edge / 2), edge, size);
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

function within(from: number, length: number, size: number): [from: number, length: number] {
  const start = Math.max(from, 0);
  return [start, Math.min(from + length, size) - start];
}

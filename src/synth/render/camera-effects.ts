import { grain } from './noise.js';
import { mix } from '../scene/random.js';
import type { Pet } from '../scene/pet.js';

/** Returns 8-bit RGB as a camera would: softened, exposed, tinted, darker in the corners and with the sensor's noise. */
export function applyCameraEffects(picture: Float32Array, { seed, index, camera }: Pet): Uint8Array {
  const { width, height, noise, exposure, contrast, cast, vignette } = camera;
  const out = new Uint8Array(width * height * 3);
  const row = width * 3;
  const falloff = (4 * vignette) / (width * width + height * height);
  const middle = 118 * (1 - contrast);
  const [red, green, blue] = cast;
  const colour = 0.5 * noise;
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? -row : 0;
    const down = y + 1 < height ? row : 0;
    const dy = (y - height / 2) ** 2;
    // Each row starts at a different position in the noise.
    let position = mix(mix(mix(seed) ^ index) ^ y);
    for (let x = 0, at = y * row; x < width; x++, at += 3, position += 4) {
      const left = x > 0 ? -3 : 0;
      const right = x + 1 < width ? 3 : 0;
      const dx = x - width / 2;
      const gain = exposure * contrast * (1 - falloff * (dx * dx + dy));
      const common = middle + grain[position & 65535] * noise;
      out[at] = clip(soften(picture, at, left, right, up, down) * gain * red + common + colour * grain[(position + 1) & 65535]);
      out[at + 1] = clip(soften(picture, at + 1, left, right, up, down) * gain * green + common + colour * grain[(position + 2) & 65535]);
      out[at + 2] = clip(soften(picture, at + 2, left, right, up, down) * gain * blue + common + colour * grain[(position + 3) & 65535]);
    }
  }
  return out;
}

/** Blends a value with those of its four neighbours, given by their offsets. */
function soften(picture: Float32Array, at: number, left: number, right: number, up: number, down: number): number {
  return picture[at] * 0.44 + 0.14 * (picture[at + left] + picture[at + right] + picture[at + up] + picture[at + down]);
}

const clip = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

import { brightness, type Rgb } from './palette.js';
import type { Picture } from './types.js';

/** The neighbours that take over the error of a pixel, and their sixteenths of it (Floyd and Steinberg, 1976). */
const NEIGHBOURS = [[1, 0, 7], [-1, 1, 3], [0, 1, 5], [1, 1, 1]] as const;

/**
 * Returns a choice for each pixel, row by row. The error of a pixel goes to its neighbours, so that the picture keeps its colours.
 * @param choose returns what to show for a colour, and the colour that this is
 * @param hue the share of an error in hue that goes to neighbours. An error in brightness always goes there
 */
export function diffused<Choice extends { readonly rgb: Rgb }>(picture: Picture, choose: (rgb: Rgb) => Choice, hue = 1): readonly Choice[] {
  const { width, height } = picture;
  const wanted = Float32Array.from(picture.pixels);
  const choices: Choice[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const value = (channel: number) => Math.min(255, Math.max(0, wanted[at + channel] ?? 0));
      const rgb: Rgb = [value(0), value(1), value(2)];
      const choice = choose(rgb);
      choices.push(choice);
      const error = passedOn(rgb, choice.rgb, hue);
      for (const [right, down, sixteenths] of NEIGHBOURS) {
        if (x + right < 0 || x + right >= width || y + down >= height) continue;
        const there = at + (down * width + right) * 3;
        for (const [channel, value] of error.entries()) wanted[there + channel] = (wanted[there + channel] ?? 0) + (value * sixteenths) / 16;
      }
    }
  }
  return choices;
}

/** Returns the error that the neighbours make up for. */
function passedOn(wanted: Rgb, shown: Rgb, hue: number): Rgb {
  const error: Rgb = [wanted[0] - shown[0], wanted[1] - shown[1], wanted[2] - shown[2]];
  const grey = brightness(error) * (1 - hue);
  return [grey + error[0] * hue, grey + error[1] * hue, grey + error[2] * hue];
}

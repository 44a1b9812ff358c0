import type { Canvas } from './raster.js';
import { unit, type Vector } from './vectors.js';

/** Where the light comes from, and its colours. */
export interface Light {
  /** Towards the lamp or the sun, as the camera sees it. */
  readonly towards: Vector;
  readonly key: Vector;
  readonly fill: Vector;
}

/** Light on a canvas's surfaces. What is asked for one pixel is left in its fields: no object is made for a pixel. */
export class Lamp {
  red = 0;
  green = 0;
  blue = 0;
  /** Towards the light, unit length. */
  readonly towards: Vector;
  readonly #canvas: Canvas;
  readonly #light: Light;
  readonly #half: Vector;
  #slopeX = 0;
  #slopeY = 0;
  #over = 1;

  constructor(canvas: Canvas, light: Light) {
    this.#canvas = canvas;
    this.#light = light;
    this.towards = unit(light.towards);
    this.#half = unit([this.towards[0], this.towards[1], this.towards[2] + 1]);
  }

  /** The light that a white surface at pixel (x, y) sends back, 1 being full, into `red`, `green`, `blue`. */
  shine(x: number, y: number): void {
    const { key, fill } = this.#light;
    this.#lean(x, y);
    // Fur lets light through: it is lit a little past the terminator.
    const facing = Math.max(0, (this.towards[0] * this.#slopeX + this.towards[1] * this.#slopeY + this.towards[2]) * this.#over * 0.72 + 0.28);
    const sky = 0.78 + 0.22 * this.#slopeY * this.#over;
    this.red = key[0] * facing + fill[0] * sky;
    this.green = key[1] * facing + fill[1] * sky;
    this.blue = key[2] * facing + fill[2] * sky;
  }

  /** The mirrored light at the pixel last asked for, 0 to 1. */
  gloss(): number {
    return Math.max(0, (this.#half[0] * this.#slopeX + this.#half[1] * this.#slopeY + this.#half[2]) * this.#over) ** 18;
  }

  /** The surface's normal, (slopeX, slopeY, 1) times `over`, from the depths around. */
  #lean(x: number, y: number): void {
    const { width, height, depth, part } = this.#canvas;
    const at = y * width + x;
    const here = depth[at];
    const right = x + 1 < width && part[at + 1] !== 0 ? depth[at + 1] : here;
    const left = x > 0 && part[at - 1] !== 0 ? depth[at - 1] : here;
    const under = y + 1 < height && part[at + width] !== 0 ? depth[at + width] : here;
    const above = y > 0 && part[at - width] !== 0 ? depth[at - width] : here;
    const sx = (left - right) / 2;
    const sy = (under - above) / 2;
    this.#slopeX = sx < -1.6 ? -1.6 : sx > 1.6 ? 1.6 : sx;
    this.#slopeY = sy < -1.6 ? -1.6 : sy > 1.6 ? 1.6 : sy;
    this.#over = 1 / Math.sqrt(1 + this.#slopeX * this.#slopeX + this.#slopeY * this.#slopeY);
  }
}

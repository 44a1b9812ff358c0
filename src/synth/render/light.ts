import type { Canvas } from './raster.js';
import { unit, type Vector } from '../geometry/vectors.js';

/** The direction of the light, and its colours. */
export interface Light {
  /** Direction towards the lamp or the sun, in camera coordinates. */
  readonly towards: Vector;
  readonly key: Vector;
  readonly fill: Vector;
}

/** The light on a canvas's surfaces. Results for a pixel are left in fields, so that no object is created for each pixel. */
export class Lighting {
  red = 0;
  green = 0;
  blue = 0;
  /** Unit vector towards the light. */
  readonly towards: Vector;
  readonly #half: Vector;
  #slopeX = 0;
  #slopeY = 0;
  #norm = 1;

  constructor(private readonly canvas: Canvas, private readonly light: Light) {
    this.towards = unit(light.towards);
    this.#half = unit([this.towards[0], this.towards[1], this.towards[2] + 1]);
  }

  /** Writes the light that a white surface at pixel (x, y) reflects into `red`, `green` and `blue`; 1 is full light. */
  illuminate(x: number, y: number): void {
    const { key, fill } = this.light;
    this.#computeNormal(x, y);
    // Fur lets light through, so it is lit slightly beyond the shadow's edge.
    const facing = Math.max(0, (this.towards[0] * this.#slopeX + this.towards[1] * this.#slopeY + this.towards[2]) * this.#norm * 0.72 + 0.28);
    const sky = 0.78 + 0.22 * this.#slopeY * this.#norm;
    this.red = key[0] * facing + fill[0] * sky;
    this.green = key[1] * facing + fill[1] * sky;
    this.blue = key[2] * facing + fill[2] * sky;
  }

  /** Returns the specular light at the pixel of the last call of `illuminate`, 0 to 1. */
  gloss(): number {
    return Math.max(0, (this.#half[0] * this.#slopeX + this.#half[1] * this.#slopeY + this.#half[2]) * this.#norm) ** 18;
  }

  /** Computes the surface's normal, (slopeX, slopeY, 1) times `norm`, from the depths of the neighbours. */
  #computeNormal(x: number, y: number): void {
    const { width, height, depth, part } = this.canvas;
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
    this.#norm = 1 / Math.sqrt(1 + this.#slopeX * this.#slopeX + this.#slopeY * this.#slopeY);
  }
}

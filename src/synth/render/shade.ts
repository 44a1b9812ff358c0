import { markAt, smoothstep, whiteAt, type Coat } from '../scene/coat.js';
import { strandAt, type HairFlow } from './hair-flow.js';
import { Lighting, type Light } from './light.js';
import { smoothNoise } from './noise.js';
import type { Canvas } from './raster.js';
import type { Projection } from '../geometry/projection.js';
import { lidAt, planeOf, type Plane } from './shapes.js';
import type { Eye, Solid, Surface } from '../geometry/solids.js';
import type { Vector } from '../geometry/vectors.js';

/** The canvas and everything that determines its colours. */
export interface ShadingInput {
  readonly canvas: Canvas;
  readonly solids: readonly Solid[];
  readonly flows: readonly HairFlow[];
  readonly projection: Projection;
  readonly coat: Coat;
  readonly light: Light;
  /** Middle of the head in camera coordinates. The area under the chin is in its shade. */
  readonly head: Vector;
}

/** Paints every pixel that a solid covers, three floats each: 0 to 255, and above in strong light. */
export function paintSolids(picture: Float32Array, input: ShadingInput): void {
  const { width, height, part } = input.canvas;
  const painter = new Painter(picture, input);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (part[at] !== 0) painter.paint(part[at] - 1, x, y, at);
    }
  }
}

class Painter {
  readonly #lighting: Lighting;
  readonly #planes: readonly (Plane | null)[];

  constructor(private readonly picture: Float32Array, private readonly input: ShadingInput) {
    this.#lighting = new Lighting(input.canvas, input.light);
    this.#planes = input.solids.map((solid) => {
      if (solid.shape === 'eye') return planeOf(solid.at, solid.up, solid.across, input.projection);
      return solid.shape === 'leaf' && solid.cover === 'ear' ? planeOf(solid.at, solid.along, solid.across, input.projection) : null;
    });
  }

  /** Paints the pixel (x, y), whose number is `at` and which solid `nth` covers. */
  paint(nth: number, x: number, y: number, at: number): void {
    const { projection, solids, canvas } = this.input;
    const solid = solids[nth];
    const cx = (x - projection.x) / projection.scale;
    const cy = (projection.y - y) / projection.scale;
    const cz = canvas.depth[at] / projection.scale;
    const plane = this.#planes[nth];
    if (solid.shape === 'eye') {
      if (plane !== null) this.#eye(solid, plane, x, y, at);
      return;
    }
    this.#lighting.illuminate(x, y);
    if (solid.cover === 'fur' || solid.cover === 'ear') {
      this.#fur(solid, this.input.flows[nth], plane === null ? 0 : innerEar(plane, x, y), x, y, at, cx, cy, cz);
    } else {
      this.#plain(solid, at, cx, cy, cz);
    }
  }

  #fur({ frame, region }: Surface, flow: HairFlow, inner: number, x: number, y: number, at: number, cx: number, cy: number, cz: number): void {
    const { coat } = this.input;
    const dx = cx - frame.origin[0];
    const dy = cy - frame.origin[1];
    const dz = cz - frame.origin[2];
    const lx = dx * frame.x[0] + dy * frame.x[1] + dz * frame.x[2];
    const ly = dx * frame.y[0] + dy * frame.y[1] + dz * frame.y[2];
    const lz = dx * frame.z[0] + dy * frame.z[1] + dz * frame.z[2];
    const strand = strandAt(flow, x, y);
    // Hairs carry the colour of a marking across its border.
    const pull = strand * coat.hair;
    const mark = markAt(coat, region, lx + pull, ly + pull, lz);
    const white = whiteAt(coat, region, lx + pull, ly + pull, lz);
    const face = region === 'head' || region === 'muzzle' || region === 'ear';
    const lit = (1 + coat.strands * strand) * (face ? 1 : this.#occlusion(cx, cy, cz, ly));
    const { base, second, ear } = coat;
    this.#write(at, lit,
      blend(blend(blend(base[0], second[0], mark), 0.94, white), ear[0], inner),
      blend(blend(blend(base[1], second[1], mark), 0.92, white), ear[1], inner),
      blend(blend(blend(base[2], second[2], mark), 0.88, white), ear[2], inner));
  }

  /** Returns how much light reaches a point under the chin or at `height` above the ground, 0 to 1. */
  #occlusion(cx: number, cy: number, cz: number, height: number): number {
    const { head } = this.input;
    const dx = cx - head[0];
    const dy = cy - head[1] + 0.25;
    const dz = (cz - head[2]) * 0.8;
    return (0.62 + 0.38 * smoothstep(0.7, 1.7, Math.sqrt(dx * dx + dy * dy + dz * dz))) * (0.72 + 0.28 * smoothstep(-0.1, 0.8, height));
  }

  #plain({ colour, cover }: Surface, at: number, cx: number, cy: number, cz: number): void {
    const nose = cover === 'nose';
    const cloth = nose ? 1 : 0.9 + 0.2 * smoothNoise(cx * 9, cy * 9, cz * 9);
    const gloss = nose ? 0.25 * this.#lighting.gloss() : 0;
    this.#write(at, cloth, colour[0] + gloss, colour[1] + gloss, colour[2] + gloss);
  }

  #eye(eye: Eye, plane: Plane, x: number, y: number, at: number): void {
    const t = plane.t0 + plane.tx * x + plane.ty * y;
    const s = plane.s0 + plane.sx * x + plane.sy * y;
    const lid = lidAt(eye.open, Math.max(0, 1 - s * s));
    const gs = s - eye.gaze[0];
    const gt = t - eye.gaze[1];
    const distance = Math.hypot(gs, gt);
    const asleep = eye.open === 0;
    const pupil = asleep ? 1 : smoothstep(1.15, 0.85, Math.hypot(gs / eye.pupil[0], gt / eye.pupil[1]));
    const rim = Math.max(smoothstep(0.16, 0.03, lid - Math.abs(t)), smoothstep(0.82, 0.95, Math.abs(s)));
    const iris = smoothstep(eye.iris * 1.05, eye.iris * 0.9, distance);
    const glow = (0.7 + 0.5 * distance) * (1.15 - 0.35 * t);
    const glint = asleep ? 0 : smoothstep(0.24, 0.14, Math.hypot(s - 0.35 * this.#lighting.towards[0], t - 0.4));
    const lit = 255 * (0.5 + 0.5 * this.input.light.key[1]);
    for (let channel = 0; channel < 3; channel++) {
      const ball = blend(blend(0.62, eye.colour[channel] * glow, iris), 0.03, pupil);
      this.picture[at * 3 + channel] = lit * blend(blend(ball, 0.06, rim), 0.97, glint);
    }
  }

  /** Writes the colour of a surface that the share `lit` of the light reaches. */
  #write(at: number, lit: number, red: number, green: number, blue: number): void {
    const picture = this.picture;
    const by = 255 * lit;
    picture[at * 3] = by * this.#lighting.red * red;
    picture[at * 3 + 1] = by * this.#lighting.green * green;
    picture[at * 3 + 2] = by * this.#lighting.blue * blue;
  }
}

/** Returns how bare the inside of an ear is at a pixel, 0 to 1. The middle of its lower part is bare. */
function innerEar(plane: Plane, x: number, y: number): number {
  const t = plane.t0 + plane.tx * x + plane.ty * y;
  const s = Math.abs(plane.s0 + plane.sx * x + plane.sy * y) / Math.max(0.05, 1 - t);
  return 0.85 * smoothstep(0.78, 0.5, s) * smoothstep(0.9, 0.7, t);
}

const blend = (a: number, b: number, share: number): number => a + (b - a) * share;

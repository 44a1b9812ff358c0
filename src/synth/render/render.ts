import type { Sharp } from 'sharp';
import { loadSharp } from '../../config/index.js';
import { backdropSvg, isGrown, isOpen } from '../scene/backdrop.js';
import { hairFlowOf } from './hair-flow.js';
import { applyCameraEffects } from './camera-effects.js';
import { paintGround, type Ground } from './ground.js';
import { randomStream } from '../scene/random.js';
import { emptyCanvas, rasterise, type Canvas } from './raster.js';
import type { Camera, Pet } from '../scene/pet.js';
import { paintSolids } from './shade.js';
import { geometryOf } from '../geometry/geometry.js';
import { drawStrokes } from './strokes.js';

/** Renders a pet and returns the bytes of a JPEG file. */
export type Renderer = (pet: Pet) => Promise<Buffer>;

/**
 * Creates a renderer that reuses its memory for every picture. It may render several at once. The same pet gives the same file
 * with the same version of libvips, which draws the backdrop and encodes the JPEG; everything else is plain arithmetic.
 */
export function createRenderer(): Renderer {
  let canvas: Canvas | null = null;
  let colours = new Float32Array(0);
  return async (pet) => {
    const backdrop = await drawBackdrop(pet);
    // Nothing below waits until the encoding, so only one picture at a time uses the memory.
    const { width, height } = pet.camera;
    canvas = emptyCanvas(width, height, canvas);
    if (colours.length < width * height * 3) colours = new Float32Array(width * height * 3);
    compose(pet, backdrop, canvas, colours);
    return encode(applyCameraEffects(colours, pet), pet.camera);
  };
}

function compose(pet: Pet, pixels: BackdropPixels, canvas: Canvas, picture: Float32Array): void {
  const { coat, light, backdrop } = pet;
  const { solids, strokes, projection, head, shadow } = geometryOf(pet);
  const flows = solids.map((solid) => hairFlowOf(solid, projection, coat.hair));
  const ground: Ground = {
    ...pixels, shadow,
    rough: backdrop.rough, bump: backdrop.bump, upright: isGrown(backdrop.place),
    from: isOpen(backdrop.place) ? backdrop.horizon * canvas.height : 0,
  };
  rasterise(canvas, solids, flows, projection, Math.min(coat.hair * projection.scale, 7));
  paintGround(picture, canvas, ground);
  paintSolids(picture, { canvas, solids, flows, projection, coat, light, head });
  drawStrokes(picture, canvas, strokes, projection);
}

type BackdropPixels = Pick<Ground, 'pixels' | 'width' | 'height'>;

async function drawBackdrop({ seed, index, backdrop, camera: { width, height } }: Pet): Promise<BackdropPixels> {
  const small = { width: Math.ceil(width / backdrop.blur) + 1, height: Math.ceil(height / backdrop.blur) + 1 };
  const wide = (100 * width) / height;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${small.width}" height="${small.height}" viewBox="0 0 ${wide.toFixed(1)} 100" `
    + `preserveAspectRatio="none">${backdropSvg(backdrop, randomStream(seed, index, 'place'), wide)}</svg>`;
  return { pixels: await loadSharp()(Buffer.from(svg)).removeAlpha().raw().toBuffer(), ...small };
}

/** Encodes a picture as a rotated camera stores it, with the EXIF orientation that rotates it back. */
function encode(pixels: Uint8Array, { width, height, orientation, quality, defocus }: Camera): Promise<Buffer> {
  const image = loadSharp()(pixels, { raw: { width, height, channels: 3 } });
  if (defocus > 0) image.blur(defocus);
  if (orientation > 1) unorient(image, orientation).withMetadata({ orientation });
  return image.jpeg({ quality }).toBuffer();
}

/** Applies the inverse of EXIF's `orientation`. sharp rotates before it mirrors. */
function unorient(image: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2: return image.flop();
    case 3: return image.rotate(180);
    case 4: return image.flip();
    case 5: return image.rotate(270).flop();
    case 6: return image.rotate(270);
    case 7: return image.rotate(90).flop();
    case 8: return image.rotate(90);
    default: return image;
  }
}

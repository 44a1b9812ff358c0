import sharp, { type Sharp } from 'sharp';
import { drawingOf, isGrown, isOpen } from './backdrop.js';
import { combOf } from './comb.js';
import { develop } from './develop.js';
import { paintGround, type Ground } from './ground.js';
import { dice } from './random.js';
import { emptyCanvas, rasterise, type Canvas } from './raster.js';
import type { Camera, Pet } from './scene.js';
import { paintSolids } from './shade.js';
import { stageOf } from './stage.js';
import { drawStrokes } from './strokes.js';

/** Takes the picture of a scene: the bytes of a JPEG file. */
export type Photographer = (pet: Pet) => Promise<Buffer>;

/**
 * A photographer, whose memory is used again for every picture; any number of pictures may be in hand at once. The same
 * scene gives the same file wherever sharp brings the same libvips: backdrop and JPEG are its work, all else is plain arithmetic.
 */
export function photographer(): Photographer {
  let sheet: Canvas | null = null;
  let colours = new Float32Array(0);
  return async (pet) => {
    const place = await drawn(pet);
    // From here to the development nothing waits: one picture at a time uses the memory.
    const { width, height } = pet.camera;
    sheet = emptyCanvas(width, height, sheet);
    if (colours.length < width * height * 3) colours = new Float32Array(width * height * 3);
    compose(pet, place, sheet, colours);
    return encode(develop(colours, pet), pet.camera);
  };
}

function compose(pet: Pet, place: Backing, canvas: Canvas, picture: Float32Array): void {
  const { coat, light, backdrop } = pet;
  const { solids, strokes, projection, head, shadow } = stageOf(pet);
  const combs = solids.map((solid) => combOf(solid, projection, coat.hair));
  const ground: Ground = {
    ...place, shadow,
    rough: backdrop.rough, bump: backdrop.bump, upright: isGrown(backdrop.place),
    from: isOpen(backdrop.place) ? backdrop.horizon * canvas.height : 0,
  };
  rasterise(canvas, solids, combs, projection, Math.min(coat.hair * projection.scale, 7));
  paintGround(picture, canvas, ground);
  paintSolids(picture, { canvas, solids, combs, projection, coat, light, head });
  drawStrokes(picture, canvas, strokes, projection);
}

type Backing = Pick<Ground, 'pixels' | 'width' | 'height'>;

async function drawn({ seed, index, backdrop, camera: { width, height } }: Pet): Promise<Backing> {
  const small = { width: Math.ceil(width / backdrop.blur) + 1, height: Math.ceil(height / backdrop.blur) + 1 };
  const wide = (100 * width) / height;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${small.width}" height="${small.height}" viewBox="0 0 ${wide.toFixed(1)} 100" `
    + `preserveAspectRatio="none">${drawingOf(backdrop, dice(seed, index, 'place'), wide)}</svg>`;
  return { pixels: await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer(), ...small };
}

/** Stored turned, as a camera held askew stores it, with the EXIF orientation that turns it back. */
function encode(pixels: Uint8Array, { width, height, orientation, quality, defocus }: Camera): Promise<Buffer> {
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (defocus > 0) image.blur(defocus);
  if (orientation > 1) turn(image, orientation).withMetadata({ orientation });
  return image.jpeg({ quality }).toBuffer();
}

/** The inverse of what EXIF's `orientation` asks a viewer to do. sharp turns before it mirrors. */
function turn(image: Sharp, orientation: number): Sharp {
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

import type { Anatomy } from './anatomy.js';
import { backdropOf, type Backdrop } from './backdrop.js';
import type { Posture } from '../geometry/body.js';
import { breedOf } from './breeds.js';
import { cat } from './cat.js';
import { coatOf, type Coat } from './coat.js';
import { dog } from './dog.js';
import { propsOf, type Props } from './props.js';
import { randomStream, type Random } from './random.js';
import type { Light } from '../render/light.js';

export type Species = 'cat' | 'dog';

/** The complete description of a picture, as plain data. */
export interface Pet {
  readonly seed: number;
  readonly index: number;
  readonly species: Species;
  readonly anatomy: Anatomy;
  readonly coat: Coat;
  readonly posture: Posture;
  readonly view: Viewpoint;
  readonly light: Light;
  readonly backdrop: Backdrop;
  readonly props: Props;
  readonly camera: Camera;
}

interface Viewpoint {
  readonly frame: 'face' | 'bust' | 'whole';
  /** Size of the animal in the frame; 1 fits exactly. */
  readonly fill: number;
  /** Distance from the middle, in shares of the frame. */
  readonly offset: readonly [number, number];
  /** Degrees: rotation of the body and the head, and how far the camera looks down. */
  readonly bodyYaw: number;
  readonly headYaw: number;
  readonly headPitch: number;
  readonly headRoll: number;
  readonly down: number;
}

/** The camera and its settings. */
export interface Camera {
  /** Pixels of the upright picture. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation (1 to 8) of the stored picture. */
  readonly orientation: number;
  readonly quality: number;
  /** Standard deviation of the sensor's noise; 255 is white. */
  readonly noise: number;
  /** Sigma of the Gaussian blur in pixels; 0 is sharp. */
  readonly defocus: number;
  readonly exposure: number;
  readonly contrast: number;
  readonly cast: readonly [number, number, number];
  readonly vignette: number;
}

/** Range of pictures' edges in pixels. */
export interface Edges {
  readonly min: number;
  readonly max: number;
}

export const DEFAULT_EDGES: Edges = { min: 300, max: 500 };

/**
 * Returns the description of picture `index` (from 1) of the dataset `seed`. Pure: the same on every machine. Odd indices are
 * cats, even ones dogs. The class determines the breed, and the breed the anatomy and the coat. Pose, light, place, things and
 * camera come from random streams that do not depend on the class.
 */
export function describePet(seed: number, index: number, edges: Edges = DEFAULT_EDGES): Pet {
  const species = index % 2 === 1 ? 'cat' : 'dog';
  const stream = (name: string): Random => randomStream(seed, index, name);
  const random = stream('breed');
  const breed = breedOf(species, random);
  const breedCoat = random.pick(breed.coats);
  return {
    seed, index, species,
    anatomy: (species === 'cat' ? cat : dog)(stream('anatomy'), breed),
    coat: coatOf(stream('coat'), breedCoat, breed.hair),
    posture: postureOf(stream('posture')),
    view: viewOf(stream('view')),
    light: lightOf(stream('light')),
    backdrop: backdropOf(stream('backdrop')),
    props: propsOf(stream('props')),
    camera: cameraOf(stream('camera'), edges),
  };
}

function postureOf(random: Random): Posture {
  const stride = (): number => random.between(-1, 1);
  return {
    stance: random.pick(['sit', 'sit', 'stand', 'lie']),
    headLow: random.chance(0.25) ? random.between(0.4, 1) : random.between(0, 0.35),
    stride: [stride(), stride(), stride(), stride()],
  };
}

function viewOf(random: Random): Viewpoint {
  const nearness = random.between(0, 1);
  const frame = nearness < 0.76 ? 'face' : nearness < 0.94 ? 'bust' : 'whole';
  const bodyYaw = random.around(0, frame === 'whole' ? 50 : 70);
  const headYaw = bodyYaw * random.between(0.1, 0.35) + random.around(0, 14);
  return {
    frame, bodyYaw,
    headYaw: Math.max(-40, Math.min(40, headYaw)),
    headPitch: random.around(-2, 13),
    headRoll: random.around(0, 13),
    down: random.between(4, 22),
    fill: random.between(0.95, 1.15),
    offset: [random.around(0, 0.07), random.around(0, 0.05)],
  };
}

function lightOf(random: Random): Light {
  const warm = random.around(0, 0.14);
  const key = random.between(0.6, 0.9);
  const fill = random.between(0.36, 0.52);
  return {
    towards: [random.between(-0.9, 0.9), random.between(0.3, 1.2), random.between(0.4, 1)],
    key: [key * (1 + warm), key, key * (1 - warm)],
    fill: [fill * (1 - warm * 0.5), fill, fill * (1 + warm * 0.5)],
  };
}

function cameraOf(random: Random, { min, max }: Edges): Camera {
  const long = random.between(min + 0.2 * (max - min), max);
  const short = Math.max(min, long * random.between(0.74, 1));
  const wide = random.chance(0.65);
  return {
    width: Math.round(wide ? long : short),
    height: Math.round(wide ? short : long),
    orientation: random.chance(0.15) ? random.pick([3, 6, 6, 8, 8, 2, 4, 5, 7]) : 1,
    quality: random.whole(87, 92),
    noise: random.chance(0.3) ? random.between(6, 13) : random.between(1.5, 6),
    defocus: random.chance(0.15) ? random.between(0.6, 1.8) : 0,
    exposure: random.around(1, 0.2),
    contrast: random.around(1.04, 0.16),
    cast: [random.around(1, 0.07), 1, random.around(1, 0.09)],
    vignette: random.chance(0.4) ? random.between(0.1, 0.45) : 0,
  };
}

import type { Anatomy } from './anatomy.js';
import { backdropOf, type Backdrop } from './backdrop.js';
import type { Posture } from './body.js';
import { breedOf } from './breeds.js';
import { cat } from './cat.js';
import { coatOf, type Coat } from './coat.js';
import { dog } from './dog.js';
import { propsOf, type Props } from './props.js';
import { dice, type Dice } from './random.js';
import type { Light } from './light.js';

export type Species = 'cat' | 'dog';

/** Everything that a picture is made from: numbers and words alone. */
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
  /** How much of the frame the animal takes, 1: as much as fits. */
  readonly fill: number;
  /** How far off the middle it stands, in shares of the frame. */
  readonly offset: readonly [number, number];
  /** Degrees: how the body and the head are turned, and how far the camera looks down. */
  readonly bodyYaw: number;
  readonly headYaw: number;
  readonly headPitch: number;
  readonly headRoll: number;
  readonly down: number;
}

/** How the picture was taken. */
export interface Camera {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation (1 to 8) under which it is stored. */
  readonly orientation: number;
  readonly quality: number;
  /** Standard deviation of the sensor's noise, of 255. */
  readonly noise: number;
  /** Gaussian sigma in pixels; 0 for sharp. */
  readonly defocus: number;
  readonly exposure: number;
  readonly contrast: number;
  readonly cast: readonly [number, number, number];
  readonly vignette: number;
}

/** Edges of pictures in pixels. */
export interface Edges {
  readonly min: number;
  readonly max: number;
}

const photographs: Edges = { min: 300, max: 500 };

/**
 * What picture `index` (from 1) of the data set `seed` shows. Pure: the same on every machine. Odd indices are cats, even
 * ones dogs. The class chooses the breed, which shapes anatomy and coat; pose, light, place, things and camera come from
 * streams of chance that it has no part in.
 */
export function drawPet(seed: number, index: number, edges: Edges = photographs): Pet {
  const species = index % 2 === 1 ? 'cat' : 'dog';
  const stream = (name: string): Dice => dice(seed, index, name);
  const chance = stream('breed');
  const breed = breedOf(species, chance);
  const dress = chance.pick(breed.coats);
  return {
    seed, index, species,
    anatomy: (species === 'cat' ? cat : dog)(stream('anatomy'), breed),
    coat: coatOf(stream('coat'), dress, breed.hair),
    posture: postureOf(stream('posture')),
    view: viewOf(stream('view')),
    light: lightOf(stream('light')),
    backdrop: backdropOf(stream('backdrop')),
    props: propsOf(stream('props')),
    camera: cameraOf(stream('camera'), edges),
  };
}

function postureOf(chance: Dice): Posture {
  const stride = (): number => chance.between(-1, 1);
  return {
    stance: chance.pick(['sit', 'sit', 'stand', 'lie']),
    headLow: chance.chance(0.25) ? chance.between(0.4, 1) : chance.between(0, 0.35),
    stride: [stride(), stride(), stride(), stride()],
  };
}

function viewOf(chance: Dice): Viewpoint {
  const nearness = chance.between(0, 1);
  const frame = nearness < 0.76 ? 'face' : nearness < 0.94 ? 'bust' : 'whole';
  const bodyYaw = chance.around(0, frame === 'whole' ? 50 : 70);
  const headYaw = bodyYaw * chance.between(0.1, 0.35) + chance.around(0, 14);
  return {
    frame, bodyYaw,
    headYaw: Math.max(-40, Math.min(40, headYaw)),
    headPitch: chance.around(-2, 13),
    headRoll: chance.around(0, 13),
    down: chance.between(4, 22),
    fill: chance.between(0.95, 1.15),
    offset: [chance.around(0, 0.07), chance.around(0, 0.05)],
  };
}

function lightOf(chance: Dice): Light {
  const warm = chance.around(0, 0.14);
  const key = chance.between(0.6, 0.9);
  const fill = chance.between(0.36, 0.52);
  return {
    towards: [chance.between(-0.9, 0.9), chance.between(0.3, 1.2), chance.between(0.4, 1)],
    key: [key * (1 + warm), key, key * (1 - warm)],
    fill: [fill * (1 - warm * 0.5), fill, fill * (1 + warm * 0.5)],
  };
}

function cameraOf(chance: Dice, { min, max }: Edges): Camera {
  const long = chance.between(min + 0.2 * (max - min), max);
  const short = Math.max(min, long * chance.between(0.74, 1));
  const wide = chance.chance(0.65);
  return {
    width: Math.round(wide ? long : short),
    height: Math.round(wide ? short : long),
    orientation: chance.chance(0.15) ? chance.pick([3, 6, 6, 8, 8, 2, 4, 5, 7]) : 1,
    quality: chance.whole(87, 92),
    noise: chance.chance(0.3) ? chance.between(6, 13) : chance.between(1.5, 6),
    defocus: chance.chance(0.15) ? chance.between(0.6, 1.8) : 0,
    exposure: chance.around(1, 0.2),
    contrast: chance.around(1.04, 0.16),
    cast: [chance.around(1, 0.07), 1, chance.around(1, 0.09)],
    vignette: chance.chance(0.4) ? chance.between(0.1, 0.45) : 0,
  };
}

import type { Anatomy, Ears } from '../scene/anatomy.js';
import { builder, type Builder, type Solid, type Surface } from './solids.js';
import { add, cosSin, directionOf, pointOf, scale, unit, type Frame, type Vector } from './vectors.js';

/** Colours of the parts without fur. */
export interface FaceColours {
  readonly nose: Vector;
  readonly iris: Vector;
  readonly ear: Vector;
}

/** A thin line on the fur or beyond it: points in camera coordinates, width in head radii. */
export interface Stroke {
  readonly points: readonly Vector[];
  readonly width: number;
  readonly colour: Vector;
  readonly strength: number;
}

/** Builds the head and its lines in `frame`, whose origin is the middle of the skull and whose z axis is the direction of the face. */
export function headOf(anatomy: Anatomy['head'], frame: Frame, colours: FaceColours): { solids: Solid[]; strokes: Stroke[] } {
  const { skull, muzzle, ruff } = anatomy;
  const fur = builder(frame, { region: 'head', cover: 'fur', colour: [0, 0, 0] });
  const face: Partial<Surface> = { hair: null };
  const snout: Partial<Surface> = { hair: null, region: 'muzzle' };
  const { height, width, length } = muzzle;
  const tip = 0.74 + length;
  const pad = width * 0.62;
  const solids: Solid[] = [fur.ellipsoid([0, 0, 0], skull, face)];
  for (const side of [-1, 1]) {
    const cheek = anatomy.cheek;
    solids.push(fur.ellipsoid([side * (skull[0] - cheek * 0.95), -0.3, 0.18], [cheek * 1.08, cheek * 0.95, cheek], face));
    const loose = muzzle.jowl;
    if (ruff > 0) solids.push(fur.ellipsoid([side * 0.6, -0.5, -0.15], [0.4 + ruff * 0.5, 0.5, 0.45], { region: 'chest' }));
    if (anatomy.brow > 0.04) {
      solids.push(fur.ellipsoid([side * 0.33, anatomy.eyes.height + 0.27, 0.62], [0.24, 0.14 + anatomy.brow * 0.4, 0.2], face));
    }
    const lip: Vector = [side * pad * 0.85, height - 0.12 - loose, tip - 0.3 * length - 0.06];
    solids.push(fur.ellipsoid(lip, [pad, pad * 0.85 + loose, 0.2 + 0.34 * length], snout));
    solids.push(...earOf(fur, anatomy.ears, side, colours.ear), ...eyeOf(fur, anatomy, side, colours.iris));
  }
  solids.push(
    fur.ellipsoid([0, height + 0.1, 0.5 + length * 0.5], [width * 0.78, 0.26, 0.32 + length * 0.52], snout),
    fur.ellipsoid([0, height - 0.34 - muzzle.jowl * 0.6, tip - 0.28 - length * 0.25], [width * 0.6, 0.15, 0.2 + length * 0.25], snout),
    fur.ellipsoid([0, height + 0.07, tip + 0.13], [anatomy.nose, anatomy.nose * 0.74, 0.11], { cover: 'nose', colour: colours.nose }),
  );
  if (anatomy.tongue) {
    const tongue: Partial<Surface> = { cover: 'plain', colour: [0.86, 0.42, 0.45] };
    solids.push(fur.ellipsoid([0.05, height - 0.52 - muzzle.jowl, tip - 0.1], [width * 0.36, 0.28, 0.09], tongue));
  }
  return { solids, strokes: [...mouth(anatomy, frame, tip, pad), ...whiskers(anatomy, frame, tip, pad)] };
}

function earOf(fur: Builder, ears: Ears, side: number, inside: Vector): Solid[] {
  const mirror = (v: Vector): Vector => [v[0] * side, v[1], v[2]];
  const [c, s] = cosSin(side * 4 + ears.cock / 2);
  const cocked = ([x, y, z]: Vector): Vector => [c * x - s * y, s * x + c * y, z];
  const along = cocked(mirror(ears.along));
  const across = cocked(mirror(ears.across));
  const at = mirror(ears.at);
  const open: Partial<Surface> = { region: 'ear', cover: ears.kind === 'pointed' ? 'ear' : 'fur', colour: inside };
  const solids: Solid[] = [fur.leaf(at, along, across, ears.outline, 0.1, open)];
  if (ears.kind === 'pointed') {
    // The back of the ear gives it thickness, and shows when the head is turned.
    solids.push(fur.ellipsoid(add(at, scale(along, 0.18)), [0.26, 0.3, 0.16], { region: 'ear' }));
  }
  if (ears.tip !== null) {
    const hang = cocked(mirror(ears.tip));
    solids.push(fur.leaf(add(at, scale(along, 0.88)), hang, scale(across, 0.95), [1.8, 0.8], 0.1, { region: 'ear' }));
  }
  return solids;
}

function eyeOf(fur: Builder, { eyes, skull }: Anatomy['head'], side: number, iris: Vector): Solid[] {
  const { frame } = fur;
  const x = side * eyes.apart;
  const outward = Math.sqrt(Math.max(0.1, 1 - (x / skull[0]) ** 2 - (eyes.height / skull[1]) ** 2)) * skull[2];
  // An eye faces more to the front than the skull does at its place.
  const facing = unit([(0.55 * x) / skull[0] ** 2, (0.5 * eyes.height) / skull[1] ** 2, outward / skull[2] ** 2]);
  if (directionOf(frame, facing)[2] < 0.12) return [];
  const [c, s] = cosSin(side * eyes.slant);
  const tangent = unit([facing[2], 0, -facing[0]]);
  const rise = unit([-facing[0] * facing[1], facing[2] ** 2 + facing[0] ** 2, -facing[1] * facing[2]]);
  return [{
    shape: 'eye', cover: 'eye', region: 'head', frame, hair: null, colour: iris,
    at: pointOf(frame, [x, eyes.height, outward + 0.02]),
    across: directionOf(frame, scale(add(scale(tangent, c), scale(rise, s)), eyes.size)),
    up: directionOf(frame, scale(add(scale(rise, c), scale(tangent, -s)), eyes.size)),
    bulge: eyes.size * 0.5, open: eyes.open, pupil: eyes.pupil, iris: eyes.iris, gaze: eyes.gaze,
  }];
}

const dark: Vector = [0.1, 0.06, 0.06];

/** Returns the line under the nose and the two lines of the mouth. */
function mouth({ muzzle, tongue }: Anatomy['head'], frame: Frame, tip: number, pad: number): Stroke[] {
  const top = muzzle.height - 0.02;
  const bottom = muzzle.height - 0.2 - muzzle.jowl * 1.4;
  const front = tip + 0.1;
  const line = (points: readonly Vector[]): Stroke =>
    ({ points: points.map((point) => pointOf(frame, point)), width: 0.035, colour: dark, strength: 0.75 });
  const smile = (side: number): Vector[] => [0, 0.25, 0.5, 0.75, 1].map((t): Vector => [
    side * pad * 1.75 * t,
    bottom - 0.11 * Math.sin(t * Math.PI) + (tongue ? 0.05 : 0.08) * t,
    front - 0.02 - (0.12 + 0.5 * muzzle.length) * t * t,
  ]);
  return [line([[0, top, front + 0.03], [0, bottom, front]]), line(smile(-1)), line(smile(1))];
}

function whiskers({ whiskers: { count, length, strength }, muzzle }: Anatomy['head'], frame: Frame, tip: number, pad: number): Stroke[] {
  return [-1, 1].flatMap((side) => Array.from({ length: count }, (_, nth): Stroke => {
    const lift = count === 1 ? 0 : 0.5 - nth / (count - 1);
    const root: Vector = [side * pad * 1.2, muzzle.height - 0.1 + lift * 0.16, tip - 0.02 - muzzle.length * 0.3];
    const bend = (t: number): Vector => [side * length * t, length * (lift * 0.7 * t - 0.28 * t * t), -0.5 * length * t * t];
    return { points: [0, 0.3, 0.6, 1].map((t) => pointOf(frame, add(root, bend(t)))), width: 0.018, colour: [0.95, 0.94, 0.92], strength };
  }));
}

import type { Body, Tail } from '../scene/anatomy.js';
import { builder, type Builder, type Solid, type Surface } from './solids.js';
import { add, interpolate, cosSin, directionOf, type Frame, type Vector } from './vectors.js';

export type Stance = 'sit' | 'stand' | 'lie';

export interface Posture {
  readonly stance: Stance;
  /** Height of the head: 0 is high, 1 is low. */
  readonly headLow: number;
  /** Position of each leg in its stride, -1 to 1: front left and right, hind left and right. */
  readonly stride: readonly [number, number, number, number];
}

/** Positions of a body's joints in its own frame: z is forward, the ground is at y = 0. */
interface Joints {
  readonly hip: Vector;
  readonly chest: Vector;
  readonly neck: Vector;
  readonly head: Vector;
  readonly tail: Vector;
}

/** Builds the body in `frame`. Also returns the positions of the middle of the head and of the neck in that frame. */
export function bodyOf(body: Body, tail: Tail, posture: Posture, frame: Frame): { solids: Solid[]; head: Vector; neck: Vector } {
  const fur = builder(frame, { region: 'torso', cover: 'fur', colour: [0, 0, 0] });
  const joints = jointsOf(body, posture);
  const { hip, chest, neck, head } = joints;
  const lengthwise: Partial<Surface> = { hair: directionOf(frame, add(hip, [-chest[0], -chest[1], -chest[2]])) };
  const downwards: Partial<Surface> = { region: 'chest', hair: directionOf(frame, [0, -1, 0.1]) };
  const solids: Solid[] = [
    ...fur.limb(hip, chest, [body.hip * 0.93, body.chest * 0.9], lengthwise),
    fur.ellipsoid(add(chest, [0, -0.1, 0.12]), [body.chest * 0.9, body.chest * 1.02, body.chest * 0.86], { region: 'chest' }),
    ...fur.limb(add(chest, [0, body.chest * 0.25, 0.05]), neck, [body.chest * 0.72, 0.6], downwards),
    ...legsOf(body, posture, joints, frame),
    ...tailOf(tail, joints.tail, frame),
  ];
  return { solids, head, neck };
}

function jointsOf(body: Body, { stance, headLow }: Posture): Joints {
  const { chest: c, hip: h, leg, length, neck: n } = body;
  const upright = n * (1 - 0.8 * headLow);
  const forward = 0.25 + n * (0.25 + 0.7 * headLow);
  const place = (hip: Vector, chest: Vector): Joints => {
    const neck = add(chest, [0, c * 0.55 + upright, c * 0.25 + forward * 0.6]);
    return { hip, chest, neck, head: add(neck, [0, 0.42 - 0.3 * headLow, 0.3 + 0.2 * headLow]), tail: add(hip, [0, 0.1, -h * 0.8]) };
  };
  switch (stance) {
    case 'sit': {
      const sitting = place([0, h * 0.85, -length * 0.28], [0, leg + c * 0.35, length * 0.2]);
      return { ...sitting, tail: [0, 0.25, -length * 0.28 - h * 0.8] };
    }
    case 'lie': return place([0, h * 0.78, -length / 2], [0, c * 0.85, length / 2]);
    case 'stand': return place([0, leg + h * 0.45, -length / 2], [0, leg + c * 0.5, length / 2]);
  }
}

function legsOf(body: Body, { stance, stride }: Posture, joints: Joints, frame: Frame): Solid[] {
  const fur = builder(frame, { region: 'leg', cover: 'fur', colour: [0, 0, 0] });
  const left = { side: 1, fore: stride[0], hind: stride[2] };
  const right = { side: -1, fore: stride[1], hind: stride[3] };
  return [left, right].flatMap((pair) => {
    switch (stance) {
      case 'sit': return [...foreleg(fur, body, joints, pair.side, 0.1 * pair.fore), ...foldedHindleg(fur, body, joints, pair.side, 1.25)];
      case 'lie': return [...lyingForeleg(fur, body, joints, pair.side, pair.fore, pair.hind), ...foldedHindleg(fur, body, joints, pair.side, 1.15)];
      case 'stand': return [
        ...foreleg(fur, body, joints, pair.side, pair.fore * body.leg * 0.35),
        ...hindleg(fur, body, joints, pair.side, pair.hind * body.leg * 0.35),
      ];
    }
  });
}

function paw(fur: Builder, limb: number, at: Vector): Solid {
  return fur.ellipsoid([at[0], limb * 0.55, at[2] + limb * 0.5], [limb * 1.05, limb * 0.62, limb * 1.4], { region: 'paw' });
}

/** Builds a standing foreleg. `ahead` is how far its paw is put forward. */
function foreleg(fur: Builder, { chest: radius, limb }: Body, { chest }: Joints, side: number, ahead: number): Solid[] {
  const shoulder = add(chest, [side * radius * 0.52, -radius * 0.3, radius * 0.2]);
  const foot: Vector = [side * radius * 0.45, limb * 0.5, chest[2] + radius * 0.3 + ahead];
  const knee = add(interpolate(shoulder, foot, 0.5), [0, 0, 0.06]);
  return [...fur.limb(shoulder, knee, [limb * 1.45, limb]), ...fur.limb(knee, foot, [limb, limb * 0.82]), paw(fur, limb, foot)];
}

/** Builds a foreleg that lies on the ground. */
function lyingForeleg(fur: Builder, { chest: radius, limb, leg }: Body, { chest }: Joints, side: number, apart: number, ahead: number): Solid[] {
  const shoulder = add(chest, [side * radius * 0.52, -radius * 0.3, radius * 0.2]);
  const elbow: Vector = [side * radius * 0.6, limb * 1.1, chest[2] + 0.15];
  const reach = Math.min(leg, 1.7) * (0.65 + 0.2 * ahead);
  const wrist: Vector = [side * radius * (0.5 + 0.2 * apart), limb * 0.7, chest[2] + radius * 0.6 + reach];
  return [
    ...fur.limb(shoulder, elbow, [limb * 1.5, limb * 1.2]),
    ...fur.limb(elbow, wrist, [limb * 1.15, limb * 0.85]),
    paw(fur, limb, wrist),
  ];
}

/** Builds a folded hind leg: its thigh, and its paw `ahead` hip radii in front of the hip. */
function foldedHindleg(fur: Builder, { hip: radius, limb }: Body, { hip }: Joints, side: number, ahead: number): Solid[] {
  return [
    fur.ellipsoid([side * radius * 0.76, radius * 0.6, hip[2] + radius * 0.4], [radius * 0.42, radius * 0.6, radius * 0.82]),
    paw(fur, limb, [side * radius * 0.95, 0, hip[2] + radius * ahead]),
  ];
}

function hindleg(fur: Builder, { hip: radius, limb, leg }: Body, { hip }: Joints, side: number, ahead: number): Solid[] {
  const thigh: Vector = [side * radius * 0.6, hip[1] - radius * 0.1, hip[2]];
  const heel: Vector = [side * radius * 0.55, limb * 0.5, hip[2] - 0.1 + ahead];
  const hock: Vector = [side * radius * 0.55, leg * 0.45, heel[2] - 0.28];
  return [
    ...fur.limb(thigh, interpolate(thigh, hock, 0.6), [radius * 0.62, limb * 1.2]),
    ...fur.limb(interpolate(thigh, hock, 0.5), hock, [limb * 1.3, limb * 0.85]),
    ...fur.limb(hock, heel, [limb * 0.82, limb * 0.78]),
    paw(fur, limb, heel),
  ];
}

const TAIL_JOINTS = 10;

function tailOf({ length, radii, rise, curl, swing }: Tail, root: Vector, frame: Frame): Solid[] {
  const fur = builder(frame, { region: 'tail', cover: 'fur', colour: [0, 0, 0] });
  const radiusAt = (t: number): number => (t < 0.5 ? radii[0] + (radii[1] - radii[0]) * t * 2 : radii[1] + (radii[2] - radii[1]) * (t * 2 - 1));
  const solids: Solid[] = [];
  let from = root;
  for (let joint = 0; joint < TAIL_JOINTS; joint++) {
    const [c, s] = cosSin(rise + curl * joint);
    const [cs, ss] = cosSin(swing * joint);
    const step = length / TAIL_JOINTS;
    const start = radiusAt(joint / TAIL_JOINTS);
    const end = radiusAt((joint + 1) / TAIL_JOINTS);
    const straight = add(from, [step * c * ss, step * s, -step * c * cs]);
    // A tail that would go through the ground lies on it.
    const to: Vector = [straight[0], Math.max(straight[1], end), straight[2]];
    solids.push(...fur.limb(from, to, [start, end]));
    from = to;
  }
  return solids;
}

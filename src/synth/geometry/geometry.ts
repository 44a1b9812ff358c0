import { bodyOf } from './body.js';
import { headOf, type Stroke } from './head.js';
import { collarOf, frontOf, toyOf } from '../scene/props.js';
import { randomStream } from '../scene/random.js';
import { project, type Projection } from './projection.js';
import type { Pet } from '../scene/pet.js';
import type { Ground } from '../render/ground.js';
import { boundsOf, type Solid } from './solids.js';
import { add, camera, pointOf, rotate, type Vector } from './vectors.js';

/** The solids and lines of a scene in camera coordinates, and their projection. */
export interface Geometry {
  readonly solids: readonly Solid[];
  readonly strokes: readonly Stroke[];
  readonly projection: Projection;
  /** Middle of the head in camera coordinates. */
  readonly head: Vector;
  readonly shadow: Ground['shadow'];
}

/** Builds the animal and the things around it. */
export function geometryOf(pet: Pet): Geometry {
  const { anatomy, posture, view, props, coat } = pet;
  const ground = rotate(camera, 0, -view.down);
  const pose = rotate(ground, view.bodyYaw);
  const body = bodyOf(anatomy.body, anatomy.tail, posture, pose);
  const at = pointOf(pose, body.head);
  const face = rotate({ ...camera, origin: at }, view.headYaw, view.headPitch, view.headRoll);
  const head = headOf(anatomy.head, face, coat);
  const animal = [...body.solids, ...head.solids];
  const projection = projectionOf(pet, animal, at);
  const solids = [...animal];
  if (props.collar !== null) solids.push(...collarOf(props.collar, pose, body.neck));
  if (props.toy !== null) solids.push(...toyOf(props.toy, ground));
  if (props.front !== null) solids.push(...frontOf(props.front, visibleBox(pet, projection), at[1] - 0.3, randomStream(pet.seed, pet.index, 'front')));
  return { solids, strokes: head.strokes, projection, head: at, shadow: shadowOf(pet, pose.origin, projection) };
}

type Box = readonly [number, number, number, number];

function boxOf(solids: readonly Solid[]): Box {
  const union = (a: Box, b: Box): Box => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
  return solids.map(boundsOf).reduce(union);
}

function projectionOf({ view, camera: { width, height } }: Pet, animal: readonly Solid[], head: Vector): Projection {
  const box: Box = view.frame === 'whole' ? boxOf(animal)
    : view.frame === 'bust' ? [head[0] - 1.7, head[1] - 2.3, head[0] + 1.7, head[1] + 1.5]
      : [head[0] - 1.35, head[1] - 1.3, head[0] + 1.35, head[1] + 1.5];
  const scale = view.fill * Math.min(width / (box[2] - box[0]), height / (box[3] - box[1]));
  const [middleX, middleY] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return { scale, x: width * (0.5 + view.offset[0]) - middleX * scale, y: height * (0.52 - view.offset[1]) + middleY * scale };
}

/** Returns the part of the camera's plane that the picture shows. */
function visibleBox({ camera: { width, height } }: Pet, { scale, x, y }: Projection): Box {
  return [-x / scale, (y - height) / scale, (width - x) / scale, y / scale];
}

function shadowOf({ anatomy: { body }, view: { down }, light: { towards } }: Pet, origin: Vector, projection: Projection): Ground['shadow'] {
  const [x, y] = project(projection, add(origin, [-towards[0] * 0.5, 0, 0]));
  const across = (body.length * 0.75 + 0.9) * projection.scale;
  return [x, y, across, across * (0.16 + Math.sin((down * Math.PI) / 180)), 0.55];
}

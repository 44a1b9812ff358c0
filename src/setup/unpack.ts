import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errors } from '../engine/errors.js';
import { LAYOUT } from './compiler.js';
import type { WheelSource } from './source.js';
import type { StepContext } from './step.js';
import { readMetadata, requirementsOf, unpackWheel, type Choose } from './wheel.js';
import type { Plan } from './wheels.js';

/** Where an engine grows: all of them inside the staging folder. */
export interface Folders {
  readonly wheels: string;
  readonly engine: string;
  /** Headers that the binding is compiled against; not part of the engine. */
  readonly headers: string;
}

/**
 * Fetches the plan's wheels and takes out of them what an engine needs: two libraries, a handful of C headers, and for a
 * GPU the CUDA libraries, which TensorFlow looks for in `../nvidia/NAME/lib` beside itself.
 */
export async function unpackPlan(plan: Plan, source: WheelSource, { wheels, engine, headers }: Folders, { report, signal }: StepContext): Promise<void> {
  const { platformTag, tensorflow } = plan;
  const title = `${tensorflow.name} ${tensorflow.version}`;
  const wheel = await only(source.fetch({ requirements: [`${tensorflow.name}==${tensorflow.version}`], platformTag, title, bytes: tensorflow.download, folder: wheels }));
  const cuda =
    plan.extra === undefined
      ? []
      : await source.fetch({
          requirements: requirementsOf(await readMetadata(wheel), plan.extra.name),
          platformTag, title: 'the CUDA libraries', bytes: plan.extra.download, folder: join(wheels, plan.extra.name),
        });
  const unpacked = await unpackWheel(wheel, engine, libraryPlace, { title, report, signal, durable: true });
  for (const name of LAYOUT.names) if (!unpacked.includes(join(LAYOUT.libraries, name))) throw errors.notInWheel(basename(wheel), name);
  await unpackWheel(wheel, headers, headerPlace, { title: `the headers of ${title}`, report, signal });
  for (const path of cuda) await unpackWheel(path, engine, nvidiaPlace, { title: basename(path).split('-', 1).join(), report, signal, durable: true });
  await rm(wheels, { recursive: true, force: true });
}

/** The one wheel that one requirement gives. */
export async function only(wheels: Promise<readonly string[]>): Promise<string> {
  const [wheel, ...others] = await wheels;
  if (wheel === undefined || others.length > 0) throw new TypeError(`one requirement gave ${others.length + (wheel === undefined ? 0 : 1)} wheels`);
  return wheel;
}

const libraryPlace: Choose = (name) => {
  const file = name.startsWith('tensorflow/') ? name.slice('tensorflow/'.length) : '';
  return LAYOUT.names.some((library) => library === file) ? join(LAYOUT.libraries, file) : undefined;
};

const headerPlace: Choose = (name) =>
  /^tensorflow\/include\/((?:tensorflow\/c|xla\/tsl\/c)\/.+\.h|(?:tensorflow\/core|tsl)\/platform\/ctstring\w*\.h)$/.exec(name)?.[1];

/** All but headers and Python's own files: libraries, and the assembler and device code that TensorFlow calls. */
const nvidiaPlace: Choose = (name) => {
  const file = /^nvidia\/(.+)$/.exec(name)?.[1];
  return file === undefined || /\/include\/|\.(?:py|h|hpp|a)$/.test(file) ? undefined : join(LAYOUT.nvidia, file);
};

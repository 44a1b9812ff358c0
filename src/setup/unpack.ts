import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LAYOUT } from './compiler.js';
import { errors } from './errors.js';
import type { WheelSource } from './source.js';
import type { SetupContext } from './context.js';
import { readMetadata, requirementsOf, unpackWheel, type PlaceOf } from './wheel.js';
import type { Plan } from './wheels.js';

/** Folders of an engine under construction, all inside the staging folder. */
export interface Folders {
  readonly wheels: string;
  readonly engine: string;
  /** Headers for the compiler; not part of the engine. */
  readonly headers: string;
}

/**
 * Fetches the plan's wheels and unpacks what an engine needs: two libraries, some C headers, and for a GPU the CUDA
 * libraries, which TensorFlow looks for in `../nvidia/NAME/lib`.
 */
export async function unpackPlan(plan: Plan, source: WheelSource, { wheels, engine, headers }: Folders, { report, signal }: SetupContext): Promise<void> {
  const { platformTag, tensorflow } = plan;
  const title = `${tensorflow.name} ${tensorflow.version}`;
  const wheel = await singleWheel(source.fetch({ requirements: [`${tensorflow.name}==${tensorflow.version}`], platformTag, title, bytes: tensorflow.download, folder: wheels }));
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

/** Returns the wheel of a single requirement. */
export async function singleWheel(wheels: Promise<readonly string[]>): Promise<string> {
  const [wheel, ...others] = await wheels;
  if (wheel === undefined || others.length > 0) throw new TypeError(`one requirement gave ${others.length + (wheel === undefined ? 0 : 1)} wheels`);
  return wheel;
}

const libraryPlace: PlaceOf = (name) => {
  const file = name.startsWith('tensorflow/') ? name.slice('tensorflow/'.length) : '';
  return LAYOUT.names.some((library) => library === file) ? join(LAYOUT.libraries, file) : undefined;
};

const headerPlace: PlaceOf = (name) =>
  /^tensorflow\/include\/((?:tensorflow\/c|xla\/tsl\/c)\/.+\.h|(?:tensorflow\/core|tsl)\/platform\/ctstring\w*\.h)$/.exec(name)?.[1];

/** Takes libraries, the assembler and the device code, which TensorFlow calls. Leaves out headers and Python files. */
const nvidiaPlace: PlaceOf = (name) => {
  const file = /^nvidia\/(.+)$/.exec(name)?.[1];
  return file === undefined || /\/include\/|\.(?:py|h|hpp|a)$/.test(file) ? undefined : join(LAYOUT.nvidia, file);
};

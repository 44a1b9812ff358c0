import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Compiler } from './compiler.js';
import type { WheelSource } from './source.js';
import { inBytes } from './size.js';
import { requireSpace } from './space.js';
import type { StepContext } from './step.js';
import { only } from './unpack.js';
import { unpackWheel } from './wheel.js';
import { ZIG } from './wheels.js';

/**
 * Fetches a C++ compiler in a wheel, for machines that have none: Zig carries Clang, its own C++ library and the headers
 * of every glibc. It is put into `staging` and goes with it.
 * @throws WorkFailed or WrongCommand that says why there is none
 */
export async function fetchZig(source: WheelSource, staging: string, { machine, report, signal }: StepContext): Promise<Compiler> {
  const folder = join(staging, 'zig');
  const title = `a C++ compiler (${ZIG.name} ${ZIG.version})`;
  const arch = machine.arch === 'arm64' ? 'aarch64' : 'x86_64';
  await requireSpace(machine, staging, ZIG.download * 2 + ZIG.disk);
  report({ kind: 'line', text: `No C++ compiler is here: one is ${source.downloads ? 'downloaded' : 'taken from the folder'} for this (${inBytes(ZIG.download)}, removed afterwards), and works for a minute or two.` });
  const wheels = join(folder, 'wheels');
  const wheel = await only(
    source.fetch({ requirements: [`${ZIG.name}==${ZIG.version}`], platformTag: `manylinux_2_17_${arch}`, title, bytes: ZIG.download, folder: wheels }),
  );
  await unpackWheel(wheel, folder, (name) => (name.startsWith('ziglang/') ? name : undefined), { title, report, signal });
  await rm(wheels, { recursive: true, force: true });
  const cache = join(folder, 'cache');
  return {
    name: `zig ${ZIG.version}`,
    command: join(folder, 'ziglang', 'zig'),
    args: ['c++'],
    env: { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache },
  };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Compiler } from './compiler.js';
import type { SetupContext } from './context.js';
import { messages } from './messages.js';
import type { WheelSource } from './source.js';
import { requireSpace } from './space.js';
import { singleWheel } from './unpack.js';
import { unpackWheel } from './wheel.js';
import { ZIG } from './wheels.js';

/**
 * Fetches a C++ compiler in a wheel, for machines without one. Zig contains Clang, its own C++ library and the headers of
 * every glibc. It is unpacked into `staging` and removed with it.
 * @throws WorkFailed or WrongCommand with the reason when it cannot be had
 */
export async function fetchZig(source: WheelSource, staging: string, { machine, report, signal }: SetupContext): Promise<Compiler> {
  const folder = join(staging, 'zig');
  const title = `a C++ compiler (${ZIG.name} ${ZIG.version})`;
  const arch = machine.arch === 'arm64' ? 'aarch64' : 'x86_64';
  await requireSpace(machine, staging, ZIG.download * 2 + ZIG.disk);
  report({ kind: 'message', text: messages.zig(source.downloads, ZIG.download) });
  const wheels = join(folder, 'wheels');
  const wheel = await singleWheel(
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

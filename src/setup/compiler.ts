import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine } from './machine.js';
import { addonSources, nodeHeaders } from './packages.js';
import { pollDuring, type SetupReport } from './progress.js';
import { run } from './run.js';

/** A C++ compiler: the program, its first arguments, and the environment variables that it needs. */
export interface Compiler {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Returns the compilers of this machine that answer, the most likely first. `CXX` may contain arguments, as in make. */
export async function findCompilers({ env }: Pick<Machine, 'env'>, signal?: AbortSignal): Promise<Compiler[]> {
  const found: Compiler[] = [];
  for (const call of [env['CXX'] ?? '', 'c++', 'g++', 'clang++']) {
    const [command, ...args] = call.split(/\s+/).filter((word) => word !== '');
    if (command === undefined) continue;
    const answer = await run(command, [...args, '--version'], { env, signal, limitMs: 30_000 });
    if (answer.ok) found.push({ name: call.trim(), command, args });
  }
  return found;
}

/** Paths inside an engine. The addon's run path leads from its folder to the libraries. */
export const LAYOUT = {
  libraries: join('deps', 'lib'),
  nvidia: join('deps', 'nvidia'),
  addon: join('lib', 'napi-v8', 'whisker.node'),
  companion: join('lib', 'napi-v8', 'companion.node'),
  names: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
} as const;

/** Node has had N-API 8 since 15.12, so one build serves every version. */
const FLAGS = ['-O2', '-std=c++17', '-shared', '-fPIC', '-pthread', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=whisker', '-DBUILDING_NODE_EXTENSION'];

/** Milliseconds that a compilation may take. The slowest one seen took a minute and a half, on two busy cores. */
const LIMIT_MS = 15 * 60_000;

/**
 * Compiles our addon (src/engine/addon) against the libraries in `engine`, and the companion that Node loads before it.
 * @param headers the folder that contains `tensorflow/c/c_api.h`
 * @returns why it failed; undefined when both compiled
 */
export async function compileBinding(
  compiler: Compiler, engine: string, headers: string, machine: Pick<Machine, 'env'>, report: SetupReport, signal?: AbortSignal,
): Promise<string | undefined> {
  const sources = addonSources();
  const libraries = LAYOUT.names.map((name) => join(engine, LAYOUT.libraries, name));
  await mkdir(dirname(join(engine, LAYOUT.addon)), { recursive: true });
  const env = { ...machine.env, ...compiler.env };
  const compile = async (inputs: readonly string[], output: string, more: readonly string[]): Promise<string | undefined> => {
    const args = [...compiler.args, ...FLAGS, `-I${nodeHeaders()}`, `-I${headers}`, ...inputs, '-o', join(engine, output), ...more];
    const ran = await run(compiler.command, args, { env, signal, limitMs: LIMIT_MS });
    return ran.ok ? undefined : ran.why;
  };
  const compileBoth = async (): Promise<string | undefined> =>
    (await compile([join(sources, 'binding.cc'), join(sources, 'queue.cc')], LAYOUT.addon, [...libraries, '-Wl,-rpath,$ORIGIN/../../deps/lib'])) ??
    (await compile([join(sources, 'companion.cc')], LAYOUT.companion, []));
  return pollDuring(compileBoth(), (seconds) => report({ kind: 'progress', what: `compiling the binding with ${compiler.name}`, seconds }));
}

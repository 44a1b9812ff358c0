import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine } from './machine.js';
import { bindingPackage, nodeHeaders } from './packages.js';
import { watched, type SetupReport } from './report.js';
import { COMPANION_SOURCE } from './companion.js';
import { run } from './run.js';

/** A program that compiles C++, its first arguments, and what it needs in its environment. */
export interface Compiler {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Compilers of this machine that answer, the likeliest first. `CXX` may hold arguments, as make takes it. */
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

/** Where things are in an engine. The addon's path in it is the binding's own, since its run path leads from there to the libraries. */
export const LAYOUT = {
  libraries: join('deps', 'lib'),
  nvidia: join('deps', 'nvidia'),
  addon: join('lib', 'napi-v8', 'tfjs_binding.node'),
  companion: join('lib', 'napi-v8', 'companion.node'),
  names: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
} as const;

/** N-API 8 is in every Node since 15.12: one build serves them all. */
const FLAGS = ['-O2', '-std=c++17', '-shared', '-fPIC', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'];

/** Longest that a compilation may take: a minute and a half on two busy cores was the longest seen. */
const LIMIT_MS = 15 * 60_000;

/**
 * Compiles the binding's own sources, as they are, against the libraries in `engine`; and the small addon of ours that
 * stands beside it.
 * @param headers the folder that holds `tensorflow/c/c_api.h`
 * @returns undefined when both were compiled, or why not
 */
export async function compileBinding(
  compiler: Compiler, engine: string, headers: string, machine: Pick<Machine, 'env'>, report: SetupReport, signal?: AbortSignal,
): Promise<string | undefined> {
  const sources = join(bindingPackage(), 'binding');
  const libraries = LAYOUT.names.map((name) => join(engine, LAYOUT.libraries, name));
  const companion = join(headers, 'companion.cc');
  await mkdir(dirname(join(engine, LAYOUT.addon)), { recursive: true });
  await writeFile(companion, COMPANION_SOURCE);
  const env = { ...machine.env, ...compiler.env };
  const compile = async (inputs: readonly string[], output: string, more: readonly string[]): Promise<string | undefined> => {
    const args = [...compiler.args, ...FLAGS, `-I${nodeHeaders()}`, `-I${headers}`, ...inputs, '-o', join(engine, output), ...more];
    const ran = await run(compiler.command, args, { env, signal, limitMs: LIMIT_MS });
    return ran.ok ? undefined : ran.why;
  };
  const work = async (): Promise<string | undefined> =>
    (await compile([join(sources, 'tfjs_backend.cc'), join(sources, 'tfjs_binding.cc')], LAYOUT.addon, [...libraries, '-Wl,-rpath,$ORIGIN/../../deps/lib'])) ??
    (await compile([companion], LAYOUT.companion, []));
  return watched(work(), (seconds) => report({ kind: 'progress', what: `compiling the binding with ${compiler.name}`, seconds }));
}

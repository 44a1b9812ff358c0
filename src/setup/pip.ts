import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from './errors.js';
import type { Machine } from './machine.js';
import { folderSize, byteProgress, pollDuring, type SetupReport } from './progress.js';
import { run } from './run.js';
import { platformTags } from './wheels.js';

/** Ways to call pip, the most likely first. */
const CALLS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip'], ['py', '-m', 'pip']] as const;

/** A working pip: a program and its first arguments. */
export type Pip = readonly [string, ...string[]];

/** @throws WorkFailed when no pip answers */
export async function findPip(machine: Pick<Machine, 'env'>, signal?: AbortSignal): Promise<Pip> {
  for (const call of CALLS) {
    const [command, ...args] = call;
    const answer = await run(command, [...args, '--version'], { env: machine.env, signal, limitMs: 30_000 });
    if (answer.ok) return call;
  }
  throw errors.noPip(CALLS.map((call) => call.join(' ')));
}

export interface PipDownload {
  /** `tensorflow-cpu==2.21.0`, in pip's syntax. */
  readonly requirements: readonly string[];
  /** The newest acceptable platform tag. Older ones are accepted too. */
  readonly platformTag: string;
  /** Its name in progress lines. */
  readonly title: string;
  /** Estimated size. */
  readonly bytes: number;
  /** The folder that the wheels are written to. */
  readonly folder: string;
}

/**
 * Downloads wheels with `pip`, without their dependencies. Always names the platform, so that the pip of any Python
 * works. Keeps no copy in pip's own cache, so that it uses no more disk than announced.
 * @throws WorkFailed with pip's own reason
 */
export async function downloadWheels(pip: Pip, download: PipDownload, machine: Pick<Machine, 'env'>, report: SetupReport, signal?: AbortSignal): Promise<void> {
  const { requirements, platformTag, title, bytes, folder } = download;
  const temporary = join(folder, 'pip');
  await mkdir(temporary, { recursive: true });
  const [command, ...first] = pip;
  const args = [
    ...first, 'download', '--no-deps', '--no-cache-dir', '--only-binary=:all:', '--progress-bar', 'off', '--retries', '2',
    '--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312', '--abi', 'abi3', '--abi', 'none',
    ...platformTags(platformTag).flatMap((tag) => ['--platform', tag]),
    '--dest', folder, ...requirements,
  ];
  // pip downloads into a folder of TMPDIR (TEMP on Windows) and then copies the wheels. The size of that folder is the progress.
  const env = { ...machine.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PIP_REQUIRE_VIRTUALENV: '0' };
  const showBytes = byteProgress(report, `downloading ${title}`, bytes);
  const ran = await pollDuring(run(command, args, { env, signal }), async () => showBytes(await folderSize(folder)));
  if (!ran.ok) throw errors.pipFailed(unreachable(ran.stderr) ?? ran.why);
}

/** Returns the network error from pip's warnings. pip's last line then only says `no matching distribution`. */
function unreachable(stderr: string): string | undefined {
  const [, why] = /after connection broken by '(\w+)/.exec(stderr) ?? [];
  return why === undefined ? undefined : `its package index cannot be reached (${why})`;
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '../engine/errors.js';
import type { Machine } from './machine.js';
import { bytesUnder, meter, watched, type SetupReport } from './report.js';
import { run } from './run.js';
import { platformTags } from './wheels.js';

/** Ways to call pip, the likeliest first. */
const CALLS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip'], ['py', '-m', 'pip']] as const;

/** A pip that answers: a program and its first arguments. */
export type Pip = readonly [string, ...string[]];

/** @throws WorkFailed when none answers */
export async function findPip(machine: Pick<Machine, 'env'>, signal?: AbortSignal): Promise<Pip> {
  for (const call of CALLS) {
    const [command, ...args] = call;
    const answer = await run(command, [...args, '--version'], { env: machine.env, signal, limitMs: 30_000 });
    if (answer.ok) return call;
  }
  throw errors.noPip(CALLS.map((call) => call.join(' ')));
}

export interface PipDownload {
  /** `tensorflow-cpu==2.21.0`, as pip takes them. */
  readonly requirements: readonly string[];
  /** The newest platform tag that will do, and older ones with it. */
  readonly platformTag: string;
  /** What it is called while it is fetched, and how large it is about. */
  readonly title: string;
  readonly bytes: number;
  /** Where the wheels go. */
  readonly folder: string;
}

/**
 * Downloads wheels through `pip`, without what they depend on. The platform is always named, so that the pip of any
 * Python will do. It keeps no copy in a cache of its own: the disk that was promised is the disk that is used.
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
  // pip downloads into a folder of TMPDIR (TEMP on Windows) and copies the wheels out of it: watching it tells how far it is.
  const env = { ...machine.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PIP_REQUIRE_VIRTUALENV: '0' };
  const tell = meter(report, `downloading ${title}`, bytes);
  const ran = await watched(run(command, args, { env, signal }), async () => tell(await bytesUnder(folder)));
  if (!ran.ok) throw errors.pipFailed(unreachable(ran.stderr) ?? ran.why);
}

/** pip ends with `no matching distribution` where it found no index to look in; what was wrong stands in its warnings before that. */
function unreachable(stderr: string): string | undefined {
  const [, why] = /after connection broken by '(\w+)/.exec(stderr) ?? [];
  return why === undefined ? undefined : `its package index cannot be reached (${why})`;
}

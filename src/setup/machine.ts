import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import { homeFolder } from '../disk/index.js';

/** The machine that set-up runs on. Tests pass their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** Version of glibc, `2.36`; undefined with another C library. */
  readonly glibc: string | undefined;
  /** Returns whether there is an NVIDIA driver that CUDA_VISIBLE_DEVICES does not hide. */
  hasNvidia(): boolean;
  /** Returns the bytes that this user may still write on the disk of `folder`, which must exist. */
  freeBytes(folder: string): Promise<number>;
}

export function thisMachine(env: NodeJS.ProcessEnv = process.env): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    env,
    home: homeFolder(),
    // Node's report takes 10 ms, and more with each worker thread. Only an installation needs it.
    get glibc() {
      return glibcVersion();
    },
    hasNvidia: () => !isHidden(env['CUDA_VISIBLE_DEVICES']) && (existsSync('/dev/nvidiactl') || nvidiaSmiAnswers(env)),
    async freeBytes(folder) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

/** CUDA sees no device when the list is empty or begins with an impossible one (CUDA's programming guide, "Environment Variables"). */
const isHidden = (devices: string | undefined): boolean => devices !== undefined && (devices.trim() === '' || devices.trim().startsWith('-'));

function nvidiaSmiAnswers(env: NodeJS.ProcessEnv): boolean {
  const { status, stdout } = spawnSync('nvidia-smi', ['-L'], { env, encoding: 'utf8', timeout: 10_000 });
  return status === 0 && stdout.includes('GPU ');
}

function glibcVersion(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return z.object({ header: z.object({ glibcVersionRuntime: z.string() }) }).safeParse(process.report.getReport()).data?.header.glibcVersionRuntime;
}

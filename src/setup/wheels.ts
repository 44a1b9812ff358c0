import type { Machine } from './machine.js';

/** A wheel by its name and version; bytes to download and, of what is kept of it, on disk. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly download: number;
  readonly disk: number;
}

/** What is fetched for an engine. */
export interface Plan {
  readonly device: 'cpu' | 'gpu';
  readonly tensorflow: Wheel;
  /** Python's tag of the platform that the wheel is for. */
  readonly platformTag: string;
  /** The wheels that TensorFlow's METADATA names for this extra, fetched as well; their sizes in all. */
  readonly extra?: { readonly name: string; readonly download: number; readonly disk: number };
  /** What people should know before. */
  readonly caution?: string;
}

export const TENSORFLOW = '2.21.0';

/** The C library that manylinux_2_27 wheels are built against. */
export const GLIBC: readonly [number, number] = [2, 27];

/** Measured on the wheels of 2.21.0 for CPython 3.12; the CUDA wheels as they resolved in November 2026. */
const PLANS: Readonly<Record<string, Plan>> = {
  'linux-x64-cpu': {
    device: 'cpu',
    tensorflow: { name: 'tensorflow-cpu', version: TENSORFLOW, download: 274e6, disk: 853e6 },
    platformTag: 'manylinux_2_27_x86_64',
  },
  'linux-x64-gpu': {
    device: 'gpu',
    tensorflow: { name: 'tensorflow', version: TENSORFLOW, download: 573e6, disk: 1259e6 },
    platformTag: 'manylinux_2_27_x86_64',
    extra: { name: 'and-cuda', download: 2820e6, disk: 4430e6 },
  },
  'linux-arm64-cpu': {
    device: 'cpu',
    tensorflow: { name: 'tensorflow', version: TENSORFLOW, download: 282e6, disk: 883e6 },
    platformTag: 'manylinux_2_27_aarch64',
    caution: 'on 64-bit Arm this way is untested',
  },
};

/** The wheels for a device on a machine, or undefined where there are none. */
export const planFor = (machine: Pick<Machine, 'platform' | 'arch'>, device: 'cpu' | 'gpu'): Plan | undefined =>
  PLANS[`${machine.platform}-${machine.arch}-${device}`];

/**
 * A C++ compiler in a wheel, for machines without one. Its first build compiles its own C++ library, which takes a minute or two.
 * `disk` counts that too.
 */
export const ZIG: Wheel = { name: 'ziglang', version: '0.15.2', download: 94e6, disk: 430e6 };

/** The oldest to the newest tag that a wheel for this glibc can carry (PEP 600 and the older names that it keeps). */
export function platformTags(newest: string): string[] {
  const [, minor, arch] = /^manylinux_2_(\d+)_(\w+)$/.exec(newest) ?? [];
  if (minor === undefined || arch === undefined) return [newest];
  const numbered = Array.from({ length: Number(minor) - 4 }, (_, i) => `manylinux_2_${Number(minor) - i}_${arch}`);
  return [...numbered, `manylinux2014_${arch}`, `manylinux2010_${arch}`, `manylinux1_${arch}`];
}

/** Whether a file is the wheel `name` of `version` for a platform: a wheel's name ends in tags joined by dots (PEP 427). */
export function isWheel(file: string, { name, version }: { readonly name: string; readonly version?: string }, tags: readonly string[]): boolean {
  if (!file.endsWith('.whl')) return false;
  const parts = file.slice(0, -'.whl'.length).split('-');
  const platforms = (parts.at(-1) ?? '').split('.');
  return (
    parts.length >= 5 &&
    normalised(parts[0] ?? '') === normalised(name) &&
    (version === undefined || parts[1] === version) &&
    platforms.some((platform) => tags.includes(platform) || platform === 'any')
  );
}

/** A package's name as Python compares it (PEP 503). */
export const normalised = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

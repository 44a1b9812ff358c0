import type { Machine } from './machine.js';

/** A wheel, with its bytes to download and the bytes of its unpacked files. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly download: number;
  readonly disk: number;
}

export interface Plan {
  readonly device: 'cpu' | 'gpu';
  readonly tensorflow: Wheel;
  /** Python's platform tag of the wheel. */
  readonly platformTag: string;
  /** An extra of TensorFlow's METADATA whose wheels are fetched as well, with their sizes in all. */
  readonly extra?: { readonly name: string; readonly download: number; readonly disk: number };
  readonly caution?: string;
}

export const TENSORFLOW = '2.21.0';

/** The C library that manylinux_2_27 wheels are built against. */
export const GLIBC: readonly [number, number] = [2, 27];

/** Measured on the wheels of 2.21.0 for CPython 3.12, and on the CUDA wheels of November 2026. */
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
    caution: 'set-up on 64-bit Arm is untested',
  },
};

/** Returns the wheels for a device of a machine; undefined when there are none. */
export const planFor = (machine: Pick<Machine, 'platform' | 'arch'>, device: 'cpu' | 'gpu'): Plan | undefined =>
  PLANS[`${machine.platform}-${machine.arch}-${device}`];

/** Returns the bytes of a plan to download. */
export const downloadOf = ({ tensorflow, extra }: Plan): number => tensorflow.download + (extra?.download ?? 0);

/** Returns the bytes of a plan's unpacked files. */
export const diskOf = ({ tensorflow, extra }: Plan): number => tensorflow.disk + (extra?.disk ?? 0);

/**
 * A C++ compiler in a wheel, for machines without one. Its first build also compiles its own C++ library, in a minute
 * or two. `disk` includes that.
 */
export const ZIG: Wheel = { name: 'ziglang', version: '0.15.2', download: 94e6, disk: 430e6 };

/** Returns every tag that a wheel for this glibc can have (PEP 600, and the older names that it allows). */
export function platformTags(newest: string): string[] {
  const [, minor, arch] = /^manylinux_2_(\d+)_(\w+)$/.exec(newest) ?? [];
  if (minor === undefined || arch === undefined) return [newest];
  const numbered = Array.from({ length: Number(minor) - 4 }, (_, i) => `manylinux_2_${Number(minor) - i}_${arch}`);
  return [...numbered, `manylinux2014_${arch}`, `manylinux2010_${arch}`, `manylinux1_${arch}`];
}

/** Returns whether a file is the wheel `name` of `version` for a platform. A wheel's name ends in tags joined by dots (PEP 427). */
export function isWheel(file: string, { name, version }: { readonly name: string; readonly version?: string }, tags: readonly string[]): boolean {
  if (!file.endsWith('.whl')) return false;
  const parts = file.slice(0, -'.whl'.length).split('-');
  const platforms = (parts.at(-1) ?? '').split('.');
  return (
    parts.length >= 5 &&
    normalized(parts[0] ?? '') === normalized(name) &&
    (version === undefined || parts[1] === version) &&
    platforms.some((platform) => tags.includes(platform) || platform === 'any')
  );
}

/** Returns a package's name in the form that Python compares (PEP 503). */
export const normalized = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

import { readFileSync } from 'node:fs';
import { randomNormal, tidy, type Rank } from '@tensorflow/tfjs-core';
import { fusedKernels } from './kernels/fused.js';
import { autocastKernels } from './kernels/autocast.js';
import type { Kernels } from './kernels/kernels.js';
import type { Engine } from './engine.js';
import type { Precision } from './types.js';

/** The flags of processors with instructions for bfloat16. Without them TensorFlow is many times slower in it. */
const X86_FLAGS = ['amx_bf16', 'avx512_bf16'];
const ARM_FLAG = 'bf16';
/** Milliseconds to measure each precision. */
const MEASURED_MS = 400;
/** A convolution of ResNet18 at 224 px: 3.7 GFLOP. */
const PICTURES: [number, number, number, number] = [16, 28, 28, 128];
const FILTER: [number, number, number, number] = [3, 3, 128, 128];
/** The gain that is worth the loss of digits. */
const MIN_GAIN = 1.1;

export interface ChosenPrecision {
  readonly precision: Precision;
  /** Why, for people. */
  readonly reason: string;
}

/**
 * Returns the faster precision of a backend. Measures for about a second, unless the processor rules bfloat16 out.
 * @param flags of the processor; null if unknown
 */
export function choosePrecision({ kind, device }: Pick<Engine, 'kind' | 'device'>, flags: readonly string[] | null, measure: () => Record<Precision, number> = measureBoth): ChosenPrecision {
  if (kind === 'wasm') return { precision: 'f32', reason: 'WebAssembly has no bfloat16' };
  if (device === 'cpu' && flags !== null && !hasBfloat16(flags)) return { precision: 'f32', reason: `this processor has none of ${X86_FLAGS.join(', ')}` };
  const { f32, bf16 } = measure();
  const text = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
  return { precision: f32 > bf16 * MIN_GAIN ? 'bf16' : 'f32', reason: `a convolution takes ${text(f32)} in float32 and ${text(bf16)} in bfloat16` };
}

/** Returns whether a processor with these flags may be faster in bfloat16. */
export const hasBfloat16 = (flags: readonly string[]): boolean => [...X86_FLAGS, ARM_FLAG].some((flag) => flags.includes(flag));

/** Returns the flags of this machine's processor, as Linux lists them; null on other systems. */
export function processorFlags(): readonly string[] | null {
  try {
    // `flags` on x86, `Features` on Arm.
    return /^(?:flags|Features)\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.trim().split(/\s+/) ?? null;
  } catch {
    return null;
  }
}

/** Returns a convolution's best time in each precision, ms. They take turns, so that other work on the machine slows both. */
function measureBoth(): Record<Precision, number> {
  return tidy(() => {
    const [x, filter] = [randomNormal<Rank.R4>(PICTURES), randomNormal<Rank.R4>(FILTER)];
    const run = (kernels: Kernels): number => {
      const start = performance.now();
      const y = tidy(() => kernels.conv2d(x, filter, { stride: 1, pad: 1 }));
      // A GPU has only started by now: reading waits for it.
      kernels.toFloat32(y).dataSync();
      return performance.now() - start;
    };
    const best: Record<Precision, number> = { f32: Infinity, bf16: Infinity };
    run(fusedKernels);
    run(autocastKernels);
    for (const end = performance.now() + 2 * MEASURED_MS; performance.now() < end; ) {
      best.f32 = Math.min(best.f32, run(fusedKernels));
      best.bf16 = Math.min(best.bf16, run(autocastKernels));
    }
    return best;
  });
}

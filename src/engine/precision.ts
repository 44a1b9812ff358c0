import { readFileSync } from 'node:fs';
import { randomNormal, tidy, type Rank } from '@tensorflow/tfjs-core';
import { fusedKernels } from './kernels/fused.js';
import { autocastKernels } from './kernels/autocast.js';
import type { Engine, Kernels, Precision } from './types.js';

/** What makes a processor faster in bfloat16 than in float32; TensorFlow's other ways with it are many times slower. */
const FLAGS = ['amx_bf16', 'avx512_bf16'];
/** The same on Arm. */
const ARM = 'bf16';
/** How long each is measured, ms. */
const MEASURED_MS = 400;
/** A convolution as ResNet18 has them at 224 px: 3.7 GFLOP. */
const PICTURES: [number, number, number, number] = [16, 28, 28, 128];
const FILTER: [number, number, number, number] = [3, 3, 128, 128];
/** A gain that is worth the digits. */
const WORTH = 1.1;

export interface ChosenPrecision {
  readonly precision: Precision;
  /** Why, in words. */
  readonly reason: string;
}

/**
 * The faster precision of a backend, measured for about a second where it may be bfloat16 at all.
 * @param flags of the processor; null where they are not known
 */
export function choosePrecision({ kind, device }: Pick<Engine, 'kind' | 'device'>, flags: readonly string[] | null, measure: () => Record<Precision, number> = measureBoth): ChosenPrecision {
  if (kind === 'wasm') return { precision: 'f32', reason: 'WebAssembly has no bfloat16' };
  if (device === 'cpu' && flags !== null && !hasBfloat16(flags)) return { precision: 'f32', reason: `this processor has none of ${FLAGS.join(', ')}` };
  const { f32, bf16 } = measure();
  const told = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
  return { precision: f32 > bf16 * WORTH ? 'bf16' : 'f32', reason: `a convolution takes ${told(f32)} in float32 and ${told(bf16)} in bfloat16` };
}

/** Whether a processor of these flags may be faster in bfloat16. */
export const hasBfloat16 = (flags: readonly string[]): boolean => [...FLAGS, ARM].some((flag) => flags.includes(flag));

/** The flags of this machine's processor as Linux lists them; null elsewhere. */
export function processorFlags(): readonly string[] | null {
  try {
    // `flags` on x86, `Features` on Arm.
    return /^(?:flags|Features)\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.trim().split(/\s+/) ?? null;
  } catch {
    return null;
  }
}

/** The quickest of a convolution's times in each, ms. They take turns: what the machine does beside slows both. */
function measureBoth(): Record<Precision, number> {
  return tidy(() => {
    const [x, filter] = [randomNormal<Rank.R4>(PICTURES), randomNormal<Rank.R4>(FILTER)];
    const run = (kernels: Kernels): number => {
      const start = performance.now();
      const y = tidy(() => kernels.conv2d(x, filter, { stride: 1, pad: 1 }));
      // A card has only begun by now.
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

import { resolve } from 'node:path';
import { pipelineOptions, type TrainOptions } from '../config/index.js';
import { createDecodePool, decodeAll, type DecodePool, type PipelineOptions } from '../pipeline/index.js';

/** How pictures are decoded: as the pipeline decodes them. */
export interface PictureSettings {
  readonly pool: DecodePool;
  /** Pictures in decode at once. */
  readonly concurrency: number;
  /** Edge of the square, px. */
  readonly size: number;
  readonly pixelLimit: number;
  readonly background: string;
  readonly decoder: NonNullable<PipelineOptions['decoder']>;
}

/** How the options say that pictures are decoded, and a pool that does it. */
export function openDecoding(options: TrainOptions): PictureSettings {
  const { workers, concurrency, size, background, decoder, isolate } = options;
  return {
    pool: createDecodePool({ workers, decodeTimeout: options['decode-timeout'], isolate }),
    // A whole set has its memory from the beginning: nothing is gained by fewer.
    concurrency: concurrency === 'auto' ? pipelineOptions.concurrency.max : concurrency,
    size, background, decoder,
    pixelLimit: options['pixel-limit'],
  };
}

/** Some pictures of a list, decoded in its order; those that cannot be read are left out. */
export interface Decoded {
  /** uint8 RGB, NHWC, `kept.length` pictures. */
  readonly pixels: Uint8Array;
  /** Where in the list each decoded picture stands. */
  readonly kept: readonly number[];
  readonly bad: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * Decodes `paths` (relative ones start from `root`) into memory of their own. Never fails for a picture's sake.
 * @throws the signal's reason
 */
export async function decodePictures(paths: readonly string[], root: string, settings: PictureSettings, signal: AbortSignal): Promise<Decoded> {
  const absolute = paths.map((path) => resolve(root, path));
  const { batch, bad } = await decodeAll({ ...settings, root: '', samples: absolute.map((path) => ({ path, class: null })), signal });
  const reasons = new Map(bad.map(({ path, reason }) => [path, reason]));
  const indices = absolute.map((path, index) => ({ index, reason: reasons.get(path) }));
  const kept = indices.filter(({ reason }) => reason === undefined).map(({ index }) => index);

  const bytes = settings.size * settings.size * 3;
  for (const [place, index] of kept.entries()) if (place !== index) batch.pixels.copyWithin(place * bytes, index * bytes, (index + 1) * bytes);
  return {
    pixels: batch.pixels.subarray(0, kept.length * bytes),
    kept,
    bad: indices.flatMap(({ index, reason }) => (reason === undefined ? [] : [{ index, reason }])),
  };
}

/** A run of a list's pictures; indices count in the whole list. */
export type DecodedChunk = Decoded & { readonly first: number; readonly end: number };

/** The same, `chunk` pictures at a time; the next ones are decoded while the caller works on these. */
export async function* decodeInChunks(
  paths: readonly string[], root: string, chunk: number, settings: PictureSettings, signal: AbortSignal,
): AsyncGenerator<DecodedChunk, void, undefined> {
  const decode = (first: number) => {
    const decoded = decodePictures(paths.slice(first, first + chunk), root, settings, signal);
    // It may fail while the caller is busy with the chunk before; whoever awaits it next is told.
    decoded.catch(() => undefined);
    return decoded;
  };
  let next = decode(0);
  try {
    for (let first = 0; first < paths.length; first += chunk) {
      const { pixels, kept, bad } = await next;
      next = decode(first + chunk);
      yield {
        first,
        end: Math.min(first + chunk, paths.length),
        pixels,
        kept: kept.map((index) => first + index),
        bad: bad.map(({ index, reason }) => ({ index: first + index, reason })),
      };
    }
  } finally {
    await next.catch(() => undefined);
  }
}

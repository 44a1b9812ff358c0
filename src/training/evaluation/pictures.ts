import { isAbsolute, resolve } from 'node:path';
import { pipelineOptions, type TrainOptions } from '../../config/index.js';
import { createDecodePool, decodeAll, type DecodePool, type PipelineOptions } from '../../pipeline/index.js';

/** The settings that pictures are decoded with, as in the pipeline. */
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

/** Returns the decode settings of a run, with a new pool unless one is given. */
export function openDecoding(options: TrainOptions, pool?: DecodePool): PictureSettings {
  const { workers, concurrency, size, background, decoder, isolate } = options;
  return {
    pool: pool ?? createDecodePool({ workers, decodeTimeout: options['decode-timeout'], isolate }),
    // The memory of a whole set is there from the start, so fewer pictures at once would save nothing.
    concurrency: concurrency === 'auto' ? pipelineOptions.concurrency.max : concurrency,
    size, background, decoder,
    pixelLimit: options['pixel-limit'],
  };
}

/** Some pictures of a list, in its order. Pictures that cannot be read are left out. */
export interface Decoded {
  /** uint8 RGB, NHWC. */
  readonly pixels: Uint8Array;
  /** The place of each decoded picture in the list. */
  readonly indices: readonly number[];
  readonly bad: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * Decodes pictures. A picture that cannot be read is no error.
 * @param paths relative ones start from `root`
 * @throws the signal's reason
 */
export async function decodePictures(paths: readonly string[], root: string, settings: PictureSettings, signal: AbortSignal): Promise<Decoded> {
  const samples = paths.some(isAbsolute) ? { root: '', samples: paths.map((path) => ({ path: resolve(root, path) })) } : { root, samples: paths.map((path) => ({ path })) };
  const { batch, bad } = await decodeAll({ ...settings, ...samples, signal });
  const reasons = new Map(bad.map(({ path, reason }) => [path, reason]));
  const results = samples.samples.map(({ path }, index) => ({ index, reason: reasons.get(path) }));
  const indices = results.filter(({ reason }) => reason === undefined).map(({ index }) => index);

  const bytes = settings.size * settings.size * 3;
  for (const [place, index] of indices.entries()) if (place !== index) batch.pixels.copyWithin(place * bytes, index * bytes, (index + 1) * bytes);
  return {
    pixels: batch.pixels.subarray(0, indices.length * bytes),
    indices,
    bad: results.flatMap(({ index, reason }) => (reason === undefined ? [] : [{ index, reason }])),
  };
}

/** The pictures of a list from `first` up to `end`. Indices are places in the whole list. */
export type DecodedChunk = Decoded & { readonly first: number; readonly end: number };

/** Decodes `chunk` pictures at a time. The next ones are decoded while the caller works on these. */
export async function* decodeInChunks(
  paths: readonly string[], root: string, chunk: number, settings: PictureSettings, signal: AbortSignal,
): AsyncGenerator<DecodedChunk, void, undefined> {
  const decode = (first: number) => {
    const decoded = decodePictures(paths.slice(first, first + chunk), root, settings, signal);
    // It may fail while the caller is busy with the chunk before. The next `await` throws the error then.
    decoded.catch(() => undefined);
    return decoded;
  };
  let next = decode(0);
  try {
    for (let first = 0; first < paths.length; first += chunk) {
      const { pixels, indices, bad } = await next;
      next = decode(first + chunk);
      yield {
        first,
        end: Math.min(first + chunk, paths.length),
        pixels,
        indices: indices.map((index) => first + index),
        bad: bad.map(({ index, reason }) => ({ index: first + index, reason })),
      };
    }
  } finally {
    await next.catch(() => undefined);
  }
}

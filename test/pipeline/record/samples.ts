import { createPipeline, recordBatches, recordPipeline, Recording, type Batch, type Fixture, type PipelineOptions, type RecordingOptions } from '../../../src/pipeline/index.js';
import { optionsFor } from '../fakes.js';

export { createPipeline, recordBatches, recordPipeline, Recording };

/** Records the first `batches` of a pipeline of numbered pictures. Each batch is released as it comes. */
export async function recorded(count: number, batches: number, changes: Partial<PipelineOptions> = {}, options: RecordingOptions = {}): Promise<Fixture> {
  const { pipeline, recording } = recordPipeline(optionsFor(count, changes), options);
  const end = { epoch: Math.floor(batches / pipeline.batches), batch: batches % pipeline.batches };
  for await (const { release } of pipeline.from({}, end)) release();
  return recording.fixture();
}

/**
 * Returns a recording with two buffers and batches of one picture of 2 x 2 pixels, whose values are its number.
 * @param times when each batch was ready and released, ms
 */
export function fixtureOf(times: readonly (readonly [ready: number, released: number | null])[], changes: Partial<Fixture> = {}): Fixture {
  let now = 0;
  const recording = new Recording({ prefetch: 2, now: () => now });
  recording.begin();
  const moments = times.flatMap(([ready, released], index) => {
    let taken: Batch | undefined;
    const come = (): void => {
      const pixels = new Uint8Array(12).fill(index + 1);
      taken = recording.batch({
        epoch: Math.floor(index / 4), batch: index % 4, batches: 4, count: 1, pixels, views: [pixels],
        labels: Int32Array.of(index), indices: Int32Array.of(index), paths: [`${index}.png`], release: () => undefined,
      });
    };
    return [{ at: ready, act: come }, ...(released === null ? [] : [{ at: released, act: () => taken?.release() }])];
  });
  for (const { at, act } of moments.toSorted((left, right) => left.at - right.at)) {
    now = at;
    act();
  }
  recording.end('complete');
  return { ...recording.fixture(), ...changes };
}


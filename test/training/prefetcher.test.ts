import type { Tensor4D } from '@tensorflow/tfjs-core';
import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import type { Batch } from '../../src/pipeline/index.js';
import { Prefetcher } from '../../src/training/prefetcher.js';

const never = new AbortController().signal;

/** Batches that are sent by hand, and an engine that keeps nothing but a record. */
function scene() {
  const source = new Subject<Batch>();
  const said: string[] = [];
  const engine = {
    upload: (pixels: Uint8Array, shape: readonly number[]) => {
      said.push(`upload ${pixels[0]} as ${shape.join('x')}`);
      return { dispose: () => said.push(`dispose ${pixels[0]}`) } as unknown as Tensor4D;
    },
  };
  const send = (batch: number) =>
    source.next({ epoch: 0, batch, batches: 9, count: 2, pixels: Uint8Array.of(batch), views: [], labels: new Int32Array(2), indices: new Int32Array(2), release: () => void said.push(`release ${batch}`) });
  return { source, said, send, uploads: new Prefetcher(source, engine, 4) };
}

it('one ahead is uploaded, and its buffer given back, before it is taken; and no more than one', async () => {
  const { said, send, uploads } = scene();
  for (const batch of [0, 1, 2]) send(batch);
  expect(await uploads.take(never)).toMatchObject({ batch: 0, count: 2 });
  expect(said).toEqual(['upload 0 as 2x4x4x3', 'release 0']);
  uploads.begin(never);
  uploads.begin(never);
  await new Promise(setImmediate);
  expect(said.slice(2)).toEqual(['upload 1 as 2x4x4x3', 'release 1']);
  expect(await uploads.take(never)).toMatchObject({ batch: 1 });
  expect(await uploads.take(never)).toMatchObject({ batch: 2 });
});

it('what goes wrong ahead is told when it is taken', async () => {
  const { source, uploads } = scene();
  uploads.begin(never);
  source.error(new Error('bad'));
  await new Promise(setImmediate);
  await expect(uploads.take(never)).rejects.toThrow('bad');
});

it('an abort ends the waiting for one ahead', async () => {
  const { uploads } = scene();
  const stop = new AbortController();
  uploads.begin(stop.signal);
  stop.abort(new Error('enough'));
  await expect(uploads.take(stop.signal)).rejects.toThrow('enough');
});

it('a batch that nobody took is let go of at the end', async () => {
  const { said, send, uploads } = scene();
  uploads.begin(never);
  send(0);
  uploads.close();
  await new Promise(setImmediate);
  expect(said).toEqual(['upload 0 as 2x4x4x3', 'release 0', 'dispose 0']);
});

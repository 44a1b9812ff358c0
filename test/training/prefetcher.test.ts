import type { Tensor4D } from '@tensorflow/tfjs-core';
import { ReplaySubject } from 'rxjs';
import { expect, it } from 'vitest';
import type { Batch } from '../../src/pipeline/index.js';
import { Prefetcher } from '../../src/training/run/prefetcher.js';

/** Batches that are sent by hand, and an engine that keeps nothing but a record. Only the second input streams. */
function scene(signal = new AbortController().signal) {
  const source = new ReplaySubject<Readonly<Record<string, Batch>>>();
  const record: string[] = [];
  const engine = {
    upload: (pixels: Uint8Array, shape: readonly number[]) => {
      record.push(`upload ${pixels[0]} as ${shape.join('x')}`);
      return { dispose: () => record.push(`dispose ${pixels[0]}`) } as unknown as Tensor4D;
    },
  };
  const inputs = [{ name: 'labelled', views: ['pictures'], batches: 1, pipeline: null }, { name: 'unlabelled', views: ['pictures'], batches: 9, pipeline: {} }];
  const batchOf = (batch: number, count: number, first: number): Batch =>
    ({ epoch: 0, batch, batches: 9, count, pixels: Uint8Array.of(first), views: [Uint8Array.of(first)], labels: new Int32Array(count), indices: new Int32Array(count), release: () => void record.push(`release ${first}`) });
  const send = (batch: number) => source.next({ labelled: batchOf(0, 3, 100), unlabelled: batchOf(batch, 2, batch) });
  return { source, record, send, prefetcher: new Prefetcher(source, inputs, engine, 4, signal) };
}

const FIRST = ['upload 100 as 3x4x4x3', 'upload 0 as 2x4x4x3', 'release 100', 'release 0'];

it('uploads one step ahead, and no more, and releases its buffers before it is taken', async () => {
  const { record, send, prefetcher } = scene();
  for (const batch of [0, 1, 2]) send(batch);
  const step = await prefetcher.take();
  expect(Object.keys(step.batches)).toEqual(['labelled', 'unlabelled']);
  expect(step.count).toBe(5);
  expect(record).toEqual(FIRST);
  prefetcher.begin();
  prefetcher.begin();
  await new Promise(setImmediate);
  expect(record.slice(FIRST.length)).toEqual(['upload 1 as 2x4x4x3', 'release 100', 'release 1']);
  await prefetcher.take();
  expect(record).toHaveLength(7);
  await prefetcher.take();
  expect(record.slice(7)).toEqual(['upload 2 as 2x4x4x3', 'release 100', 'release 2']);
});

it('uploads a batch that repeats once, and disposes it at the end', async () => {
  const { record, send, prefetcher } = scene();
  send(0);
  send(1);
  const [first, second] = [await prefetcher.take(), await prefetcher.take()];
  expect(second.batches['labelled']).toBe(first.batches['labelled']);
  first.dispose();
  second.dispose();
  expect(record.filter((line) => line.startsWith('dispose'))).toEqual(['dispose 0', 'dispose 1']);
  prefetcher.close();
  expect(record.at(-1)).toBe('dispose 100');
});

it('refuses a batch of another step', async () => {
  const { send, prefetcher } = scene();
  send(3);
  await expect(prefetcher.take()).rejects.toThrow('batch 3 of epoch 0 of unlabelled came to step 0');
});

it('reports an error from ahead when the step is taken', async () => {
  const { source, prefetcher } = scene();
  prefetcher.begin();
  source.error(new Error('bad'));
  await new Promise(setImmediate);
  await expect(prefetcher.take()).rejects.toThrow('bad');
});

it('stops waiting for a step ahead on abort, unsubscribes, and takes no more', async () => {
  const stop = new AbortController();
  const { source, send, prefetcher } = scene(stop.signal);
  prefetcher.begin();
  expect(source.observed).toBe(true);
  stop.abort(new Error('enough'));
  await expect(prefetcher.take()).rejects.toThrow('enough');
  expect(source.observed).toBe(false);
  send(0);
  await expect(prefetcher.take()).rejects.toThrow('enough');
});

it('throws at the end of the stream, which should be endless', async () => {
  const { source, prefetcher } = scene();
  source.complete();
  await expect(prefetcher.take()).rejects.toThrow('the endless stream of batches ended');
});

it('disposes a step that nobody took', async () => {
  const { record, send, prefetcher } = scene();
  prefetcher.begin();
  send(0);
  await new Promise(setImmediate);
  prefetcher.close();
  await new Promise(setImmediate);
  expect(record).toEqual([...FIRST, 'dispose 100', 'dispose 0']);
});

import { expect, it } from 'vitest';
import { createPipeline, decodeAll, type PipelineOptions } from '../../src/pipeline/index.js';
import { FakePool, hashOf, numbered, optionsFor } from './fakes.js';

/** The hashes of the views of every batch of an epoch. */
async function viewsOf(changes: Partial<PipelineOptions>): Promise<string[][]> {
  const seen: string[][] = [];
  for await (const { views, pixels, count, release } of createPipeline(optionsFor(10, { remainder: 'keep', ...changes })).from({}, { epoch: 2 })) {
    expect(pixels).toBe(views[0]);
    for (const view of views) expect(view.length).toBe(count * 8 * 8 * 3);
    seen.push(views.map(hashOf));
    release();
  }
  return seen;
}

it.each(['off', 'ram'] as const)('a batch holds every view of its pictures, in the order of the option, with cache %s', async (cache) => {
  const single = await viewsOf({ cache });
  expect(single).toHaveLength(6);
  expect(await viewsOf({ cache, views: ['none', 'none', 'none'] })).toEqual(single.map(([pixels]) => [pixels, pixels, pixels]));
});

it('the views of a batch share one buffer and do not overlap', async () => {
  for await (const { views, release } of createPipeline(optionsFor(10, { views: ['none', 'none'] })).from({}, { epoch: 1 })) {
    const [first, second] = views;
    expect(first.buffer).toBe(second.buffer);
    expect(second.byteOffset).toBe(first.length);
    release();
  }
});

it('decodeAll decodes every view', async () => {
  const all = (views: PipelineOptions['views']) => decodeAll({ root: '/pictures', samples: numbered(10), size: 8, pool: new FakePool(), views });
  const [{ batch: single }, { batch: several }] = [await all(undefined), await all(['none', 'none'])];
  expect(several.views.map(hashOf)).toEqual([hashOf(single.pixels), hashOf(single.pixels)]);
});

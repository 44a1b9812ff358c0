import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createDecodePool, createPipeline, decodeAll, parsePolicies, policies, viewNames, type DecodePool, type PipelineOptions, type Position, type View } from '../../src/pipeline/index.js';
import { randomOf } from '../../src/pipeline/views/random.js';
import { transformOf } from '../../src/pipeline/views/transform-of.js';
import { namesIn, pictures } from '../workers/fixtures.js';
import { FakePool, hashOf, InProcessPool, numbered, optionsFor } from './fakes.js';

/** The hashes of the views of every batch of two epochs, or of those from `start` on. */
async function viewsOf(options: PipelineOptions, start: Partial<Position> = {}): Promise<string[][]> {
  const seen: string[][] = [];
  for await (const { views, pixels, count, release } of createPipeline(options).from(start, { epoch: 2 })) {
    expect(pixels).toBe(views[0]);
    for (const view of views) expect(view.length).toBe(count * options.size ** 2 * 3);
    seen.push(views.map(hashOf));
    release();
  }
  return seen;
}

const numberedOptions = (changes: Partial<PipelineOptions>): PipelineOptions => optionsFor(10, { remainder: 'keep', ...changes });

it.each(['off', 'ram'] as const)('a batch holds every view of its pictures, in the order of the option, with cache %s', async (cache) => {
  const single = await viewsOf(numberedOptions({ cache }));
  expect(single).toHaveLength(6);
  expect(await viewsOf(numberedOptions({ cache, views: ['none', 'none', 'none'] }))).toEqual(single.map(([pixels]) => [pixels, pixels, pixels]));
});

it('the views of a batch share one buffer and do not overlap', async () => {
  for await (const { views, release } of createPipeline(optionsFor(10, { views: ['none', 'strong'] })).from({}, { epoch: 1 })) {
    const [first, second] = views;
    expect(first.buffer).toBe(second.buffer);
    expect(second.byteOffset).toBe(first.length);
    release();
  }
});

it('decodeAll decodes every view', async () => {
  const all = (views: PipelineOptions['views']) => decodeAll({ root: '/pictures', samples: numbered(10), size: 8, pool: new FakePool(), views });
  const [{ batch: single }, { batch: several }] = [await all(undefined), await all(['none', 'flip'])];
  // The pictures of this pool have one colour each.
  expect(several.views.map(hashOf)).toEqual([hashOf(single.pixels), hashOf(single.pixels)]);
});

describe('the views of real pictures', () => {
  // A picture that cannot be read is among them, so that its replacement is, too.
  const names = [...namesIn('good').slice(0, 11), '../bad/missing.jpg'];
  const options = (changes: Partial<PipelineOptions>): PipelineOptions => ({
    root: `${pictures}good`, samples: names.map((path) => ({ path })), size: 24, batchSize: 4, seed: 7, maxBad: 1, views: ['weak', 'strong', 'crop', 'flip'], ...changes,
  });
  const folder = mkdtempSync(join(tmpdir(), 'whisker-views-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let expected: string[][] = [];
  beforeAll(async () => {
    expected = await viewsOf(options({ pool: new InProcessPool() }));
  });

  it('are all different, and different in every epoch', () => {
    expect(expected).toHaveLength(6);
    expect(new Set(expected.flat()).size).toBe(24);
  });

  it('are other ones with another seed', async () => {
    const other = await viewsOf(options({ pool: new InProcessPool(), seed: 8 }));
    expect(new Set([...expected, ...other].flat()).size).toBe(48);
  });

  it('are the same from a position in the middle', async () => {
    expect(await viewsOf(options({ pool: new InProcessPool() }), { epoch: 0, batch: 2 })).toEqual(expected.slice(2));
  });

  it('are the same whichever other views are asked for, as long as pictures are decoded at the same size', async () => {
    const two = await viewsOf(options({ pool: new InProcessPool(), views: ['weak', 'strong'] }));
    expect(two).toEqual(expected.map(([weak, strong]) => [weak, strong]));
  });

  it('are the same after the pictures come from a cache, in memory and on disk', async () => {
    const pool = new InProcessPool();
    expect(await viewsOf(options({ pool, cache: 'ram' }))).toEqual(expected);
    expect(pool.answers.filter(({ from }) => from === 'cache').length).toBeGreaterThan(8);
    const cached = options({ pool, cache: 'disk', cacheDir: folder });
    expect(await viewsOf(cached)).toEqual(expected);
    expect(await viewsOf(cached)).toEqual(expected);
  });

  it('decode a picture once for all views', async () => {
    const pool = new InProcessPool();
    await viewsOf(options({ pool, samples: [{ path: names[0] }], batchSize: 1 }));
    expect(pool.answers).toHaveLength(2);
  });

  describe.each([[1, false, 1], [3, false, 64], [2, true, 16]] as const)('with %i workers (isolated: %s) and concurrency %i', (workers, isolate, concurrency) => {
    let pool: DecodePool;
    beforeAll(() => void (pool = createDecodePool({ workers, isolate })));
    afterAll(() => pool.close());

    it.each(['off', 'ram'] as const)('are the same, with cache %s', async (cache) => {
      expect(await viewsOf(options({ pool, concurrency, cache }))).toEqual(expected);
    });
  });

  it('show a picture that is smaller than the crop', async () => {
    await sharp({ create: { width: 3, height: 2, channels: 3, background: '#808080' } }).png().toFile(join(folder, 'small.png'));
    const small = options({ pool: new InProcessPool(), root: folder, samples: [{ path: 'small.png' }], size: 200, batchSize: 1, views: ['weak'] });
    expect(await viewsOf(small)).toEqual([[hashOf(new Uint8Array(200 * 200 * 3).fill(128))], [hashOf(new Uint8Array(200 * 200 * 3).fill(128))]]);
  });

  it('take numbers in place of those of a policy', async () => {
    const pool = new InProcessPool();
    const still = { flip: 0, area: [1, 1], aspect: 0, brightness: 0, contrast: 0, saturation: 0, gray: 0 } as const;
    const none = await viewsOf(options({ pool, views: ['none'] }));
    expect(await viewsOf(options({ pool, views: ['crop'], policies: { crop: still } }))).toEqual(none);
    expect(await viewsOf(options({ pool, views: ['flip'], policies: { flip: { flip: 0 } } }))).toEqual(none);
    expect(await viewsOf(options({ pool, views: ['flip'], policies: { flip: { flip: 1 } } }))).not.toEqual(none);
  });
});

describe('parsePolicies', () => {
  it('reads the numbers of views', () => {
    expect(parsePolicies('crop.area=0.6-1,crop.gray=0,strong.rotation=12.5', 224)).toEqual({ crop: { area: [0.6, 1], gray: 0 }, strong: { rotation: 12.5 } });
    expect(parsePolicies(null, 224)).toEqual({});
  });

  it.each([
    ['corp.gray=0', 'There is no view policies.corp. Did you mean crop?'],
    ['crop.gray=2', 'policies.crop.gray is 2; it takes a number from 0 to 1'],
    ['crop.cut=0.5-0.1', 'policies.crop.cut is [ 0.5, 0.1 ]; it takes two numbers from 0 to 1, the lower one first'],
    ['weak.area=0-1', 'policies.weak.area is 0 to 1. With size 224, its smallest crop is 0 of a pixel wide, less than one. Let area begin at 0.0001 or more, or use a larger size'],
  ])('refuses %s', (text, message) => {
    expect(() => parsePolicies(text, 224)).toThrow(WrongCommand);
    expect(() => parsePolicies(text, 224)).toThrow(message);
  });
});

describe('a policy', () => {
  const [edge, size] = [256, 224];
  const many = (view: View, index = 0) =>
    Array.from({ length: 2000 }, (_, position) => transformOf(policies[view], edge, size, randomOf({ seed: 1, epoch: 3, position, view: index })));

  it.each(viewNames)('%s keeps its numbers, and uses their whole range', (view) => {
    const { flip, area, aspect, rotation, brightness, contrast, gray, cut } = policies[view];
    const all = many(view);
    const share = (is: (transform: (typeof all)[number]) => boolean): number => all.filter(is).length / all.length;
    const spread = (values: readonly number[], low: number, high: number): void => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(least).toBeGreaterThanOrEqual(low - 1e-9);
      expect(most).toBeLessThanOrEqual(high + 1e-9);
      expect(most - least).toBeGreaterThanOrEqual((high - low) * 0.75);
    };
    expect(share(({ map: [a, b, , d, e] }) => a * e - b * d < 0)).toBeCloseTo(flip, 1);
    expect(share(({ saturation }) => saturation === 0)).toBeCloseTo(gray, 1);
    // A crop that would be wider than the picture is as wide as the picture.
    spread(all.map(({ map: [a, b, , d, e] }) => (Math.abs(a * e - b * d) * size ** 2) / edge ** 2), area[0], area[1]);
    spread(all.map(({ map: [a, , , d] }) => (Math.hypot(a, d) * size) / edge), Math.sqrt(area[0] * (1 - aspect)), 1);
    spread(all.map(({ map: [a, , , d] }) => (Math.atan(d / a) * 180) / Math.PI), -rotation, rotation);
    spread(all.map(({ offset }) => 1 - offset / 127.5), 1 - contrast, 1 + contrast);
    spread(all.map(({ gain, offset }) => gain / (1 - offset / 127.5)), 1 - brightness, 1 + brightness);
    // The square is rounded to whole pixels, and up to half of it is outside.
    const pixel = cut[1] > 0 ? 1 / size : 0;
    spread(all.map((transform) => Math.max(transform.cut?.width ?? 0, transform.cut?.height ?? 0) / size), cut[0] / 2 - pixel, cut[1] + pixel);
  });

  it('takes its crop from within the picture, when it is not turned', () => {
    for (const { map: [a, , c, , e, f] } of [...many('weak'), ...many('crop')]) {
      const [left, right] = [c, c + a * size].sort((one, other) => one - other);
      expect(left).toBeGreaterThanOrEqual(-1e-9);
      expect(right).toBeLessThanOrEqual(edge + 1e-9);
      expect(f).toBeGreaterThanOrEqual(-1e-9);
      expect(f + e * size).toBeLessThanOrEqual(edge + 1e-9);
    }
  });

  it('chooses by itself for each view', () => {
    const others = many('crop', 1);
    expect(many('crop').filter(({ gain }, index) => gain === others[index].gain)).toEqual([]);
  });
});

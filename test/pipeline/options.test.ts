import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createPipeline, decodeAll, type PipelineOptions } from '../../src/pipeline/index.js';
import { RamCache } from '../../src/pipeline/cache/ram-cache.js';
import { optionsFor, FakePool } from './fakes.js';

describe('createPipeline checks its options', () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ samples: [] }, 'samples is empty; a batch needs at least one picture'],
    [{ size: 7 }, 'size is 7; it takes a whole number from 8 to 1024'],
    [{ size: 32.5 }, 'size is 32.5; it takes a whole number from 8 to 1024'],
    [{ batchSize: 0 }, 'batchSize is 0; it takes a whole number from 1 to 4096, or all'],
    [{ batchSize: 'some' }, 'batchSize is some; it takes a whole number from 1 to 4096, or all'],
    [{ views: ['wild'] }, "views is [ 'wild' ]; it takes a list of views (none, flip, weak, crop, strong)"],
    [{ views: [] }, 'views is []; it takes a list of views (none, flip, weak, crop, strong)'],
    [{ policies: 'crop' }, 'policies is crop; it takes numbers by view: { crop: { area: [0.6, 1] } }'],
    [{ policies: { corp: {} } }, 'There is no view policies.corp. Did you mean crop?'],
    [{ policies: { none: {} } }, 'There is no view policies.none; there are flip, weak, crop, strong'],
    [{ policies: { crop: 0.4 } }, 'policies.crop is 0.4; it takes numbers by name: { area: [0.6, 1] }'],
    [{ policies: { crop: { graey: 1 } } }, 'There is no number policies.crop.graey. Did you mean gray?'],
    [{ policies: { crop: { gray: 1.5 } } }, 'policies.crop.gray is 1.5; it takes a number from 0 to 1'],
    [{ policies: { crop: { area: 0.5 } } }, 'policies.crop.area is 0.5; it takes two numbers from 0 to 1, the lower one first'],
    [{ policies: { crop: { area: [0.5, 0.4] } } }, 'policies.crop.area is [ 0.5, 0.4 ]; it takes two numbers from 0 to 1, the lower one first'],
    [{ policies: { strong: { rotation: Number.NaN } } }, 'policies.strong.rotation is NaN; it takes a number from 0 to 180'],
    [
      { size: 64, views: ['crop'], policies: { crop: { area: [0.0001, 1], aspect: 0 } } },
      'policies.crop.area is 0.0001 to 1. With size 64, its smallest crop is 0.73 of a pixel wide, less than one. Let area begin at 0.0002 or more, or use a larger size',
    ],
    [{ prefetch: 65 }, 'prefetch is 65; it takes a whole number from 1 to 64'],
    [{ concurrency: Number.NaN }, 'concurrency is NaN; it takes a whole number from 1 to 1024'],
    [{ maxBad: 1.1 }, 'maxBad is 1.1; it takes a number from 0 to 1'],
    [{ pixelLimit: 0 }, 'pixelLimit is 0; it takes a whole number from 1 to 2147483647'],
    [{ seed: -1 }, 'seed is -1; it takes a whole number from 0 to 4294967295'],
    [{ background: 'white' }, 'background is white; it takes a colour as #rrggbb'],
    [{ cache: 'tape' }, 'cache is tape; it takes off, ram or disk'],
    [{ decoder: 'own' }, 'decoder is own; it takes auto or sharp'],
    [{ root: undefined }, 'root is undefined; it takes the folder that the paths of the samples start from'],
    [{ samples: 'all' }, 'samples is all; it takes a list of { path, class }'],
    [{ size: undefined }, 'size is undefined; it takes a whole number from 8 to 1024'],
    [{ batchSize: undefined }, 'batchSize is undefined; it takes a whole number from 1 to 4096, or all'],
    [{ root: 5 }, 'root is 5; it takes the folder that the paths of the samples start from'],
    [{ samples: ['a.jpg'] }, 'samples[0] is a.jpg; it takes { path, class }'],
    [{ samples: [{ path: 'a.jpg' }, {}] }, 'samples[1] is {}; it takes { path, class }'],
    [{ samples: [null] }, 'samples[0] is null; it takes { path, class }'],
    [{ samples: [{ path: 7 }] }, 'The path of samples[0] is 7; it takes the path of a picture, relative to root'],
    [{ samples: [{ path: '' }] }, 'The path of samples[0] is empty; it takes the path of a picture, relative to root'],
    ...['cat', Number.NaN, -1, 1.5, 2 ** 31, '1', true].map((label): [{ samples: unknown }, string] => [
      { samples: [{ path: 'a.jpg', class: 0 }, { path: 'b.jpg', class: label }] },
      `The class of samples[1], b.jpg, is ${String(label)}; it takes a whole number from 0, or null for none`,
    ]),
    [{ knownBad: ['a.jpg'] }, "knownBad is [ 'a.jpg' ]; it takes a Set of paths"],
    [{ pool: {} }, 'pool is {}; it takes what createDecodePool makes'],
    [{ pool: null }, 'pool is null; it takes what createDecodePool makes'],
    [{ signal: {} }, 'signal is {}; it takes an AbortSignal'],
    [{ signal: new AbortController() }, 'it takes an AbortSignal'],
    [{ cacheDir: 5 }, 'cacheDir is 5; it takes the path of a folder'],
    [{ onQuarantine: 'x' }, 'onQuarantine is x; it takes a function'],
    [{ onNotice: 1 }, 'onNotice is 1; it takes a function'],
    [{ prefetched: 2 }, 'There is no option prefetched. Did you mean prefetch?'],
    [{ concurency: 2 }, 'There is no option concurency. Did you mean concurrency?'],
    [{ batch_size: undefined }, 'There is no option batch_size. Did you mean batchSize?'],
    [{ transmogrification: 2 }, 'There is no option transmogrification; there are root, samples, size, batchSize,'],
    [{ order: 'sorted' }, 'order is sorted; it takes shuffled or given'],
    [{ remainder: 'pad' }, 'remainder is pad; it takes drop or keep'],
  ];
  it.each(wrong)('%o: %s', (changes, message) => {
    const options: PipelineOptions = Object.assign(optionsFor(10), changes);
    expect(() => createPipeline(options)).toThrow(WrongCommand);
    expect(() => createPipeline(options)).toThrow(message);
  });

  it('as decodeAll does', async () => {
    const set = { root: '/pictures', samples: [{ path: 'a.png' }], size: 8, pool: new FakePool() };
    const all = (changes: Record<string, unknown>): Promise<unknown> => decodeAll(Object.assign({ ...set }, changes));
    await expect(all({ samples: [{ path: 'a.png', class: 'cat' }] })).rejects.toThrow('The class of samples[0], a.png, is cat; it takes a whole number');
    await expect(all({ size: undefined })).rejects.toThrow('size is undefined; it takes a whole number from 8 to 1024');
    await expect(all({ pool: undefined })).rejects.toThrow('pool is undefined; it takes what createDecodePool makes');
    await expect(all({ signal: 5 })).rejects.toThrow(WrongCommand);
  });

  it('refuses a cache that would take more than half of the free memory', () => {
    const samples = Array.from({ length: 2_000_000 }, () => ({ path: 'a.png', class: null }));
    expect(() => createPipeline(optionsFor(1, { samples, size: 1024, cache: 'ram' }))).toThrow(
      /^cache ram needs 6291\.5 GB, more than half of the [\d.]+ [MG]B of free memory\. Turn the cache off, or use a smaller size$/,
    );
    expect(() => new RamCache(10, 100, 1999)).toThrow(WrongCommand);
    expect(new RamCache(10, 100, 2000).blockOf(3)).toMatchObject({ position: 300, mark: 3 });
  });

  it('refuses a cache that is larger than any piece of memory', () => {
    const [total, bytes] = [2 ** 30, 2 ** 22];
    expect(() => new RamCache(total, bytes, Infinity)).toThrow(WrongCommand);
    expect(() => new RamCache(total, bytes, Infinity)).toThrow(/^cache ram needs 4503599\.6 GB in one piece, and the system has none that large \(.+\)\. Use cache disk, turn the cache off, or use a smaller size$/);
  });

  it('refuses a wrong position in from(), not later', () => {
    expect(() => createPipeline(optionsFor(10)).from({ epoch: 0, batch: 3 })).toThrow('There is no batch 3 of epoch 0');
  });
});

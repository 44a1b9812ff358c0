import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { createPipeline, type PipelineOptions } from '../../src/pipeline/index.js';
import { RamCache } from '../../src/pipeline/ram-cache.js';
import { optionsFor } from './stand-ins.js';

describe('createPipeline checks its options at the door', () => {
  const wrong: [Partial<Record<keyof PipelineOptions, unknown>>, string][] = [
    [{ samples: [] }, 'There are no samples to make batches of'],
    [{ size: 7 }, 'size is 7; it takes a whole number from 8 to 1024'],
    [{ size: 32.5 }, 'size is 32.5; it takes a whole number from 8 to 1024'],
    [{ batchSize: 0 }, 'batchSize is 0; it takes a whole number from 1 to 4096'],
    [{ slots: 65 }, 'slots is 65; it takes a whole number from 1 to 64'],
    [{ lanes: Number.NaN }, 'lanes is NaN; it takes a whole number from 1 to 1024'],
    [{ maxBad: 1.1 }, 'maxBad is 1.1; it takes a number from 0 to 1'],
    [{ pixelLimit: 0 }, 'pixelLimit is 0; it takes a whole number from 1 to 2147483647'],
    [{ seed: -1 }, 'seed is -1; it takes a whole number from 0 to 4294967295'],
    [{ background: 'white' }, 'background is white; it takes a colour as #rrggbb'],
    [{ cache: 'tape' }, 'cache is tape; it takes off, ram or disk'],
    [{ decoder: 'own' }, 'decoder is own; it takes auto or sharp'],
    [{ root: undefined }, 'root is undefined; it takes the folder that the paths of the samples start from'],
    [{ samples: 'all' }, 'samples is all; it takes a list of { path, class }'],
    [{ size: undefined }, 'size is undefined; it takes a whole number'],
    [{ order: 'sorted' }, 'order is sorted; it takes shuffled or given'],
    [{ remainder: 'pad' }, 'remainder is pad; it takes drop or keep'],
  ];
  it.each(wrong)('%o', (changes, message) => {
    const options: PipelineOptions = Object.assign(optionsFor(10), changes);
    expect(() => createPipeline(options)).toThrow(WrongCommand);
    expect(() => createPipeline(options)).toThrow(message);
  });

  it('refuses a cache that would take more than half of the free memory', () => {
    const samples = Array.from({ length: 2_000_000 }, () => ({ path: 'a.png', class: null }));
    expect(() => createPipeline(optionsFor(1, { samples, size: 1024, cache: 'ram' }))).toThrow(
      /^cache ram would take 6,291,456 MB, more than half of the [\d,]+ MB of memory that are free\. Turn the cache off, or make size smaller$/,
    );
    expect(() => new RamCache(10, 100, 1999)).toThrow(WrongCommand);
    expect(new RamCache(10, 100, 2000).blockOf(3)).toMatchObject({ position: 300, mark: 3 });
  });

  it('refuses a position that is none when it is asked for, not later', () => {
    expect(() => createPipeline(optionsFor(10)).from({ epoch: 0, batch: 3 })).toThrow('There is no batch 3 of epoch 0');
  });
});

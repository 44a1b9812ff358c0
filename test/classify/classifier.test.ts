import { createReadStream, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ClassifierClosed, loadClassifier, NoCheckpoint, PictureRefused, type Classification, type LoadClassifierOptions, type PictureResult, type TrainedClassifier } from '../../src/classify/index.js';
import { WrongCommand } from '../../src/config/index.js';
import { evaluate } from '../../src/training/index.js';
import { pictures as fixtures } from '../workers/fixtures.js';
import { finish, openWorkshop, temporaryFolder } from '../training/pictures.js';

const { engine, data, runs, prepare } = await openWorkshop();
const run = join(runs, 'run');
const paths = data.split.test.map(({ path }) => join(data.folder, path));
let torn: string;
beforeAll(async () => {
  await finish(await prepare('run', { recipe: 'supervised', epochs: '15', 'learning-rate': '0.05' }));
  torn = join(await temporaryFolder(), 'torn.png');
  await writeFile(torn, readFileSync(paths[0]).subarray(0, 900));
});

async function load(options: LoadClassifierOptions = {}, folder: string | URL = run): Promise<TrainedClassifier> {
  const classifier = await loadClassifier(folder, { workers: 1, ...options });
  onTestFinished(() => classifier.close());
  return classifier;
}

const classified = (result: PictureResult): Classification => {
  if (result.error !== undefined) throw result.error;
  return result;
};
const rounded = ({ logits }: Classification): unknown => logits.map((logit) => expect.closeTo(logit, 4));

describe('a classifier', () => {
  it('says which classes it knows, and the probability of each', async () => {
    const classifier = await load();
    expect(classifier).toMatchObject({ classes: ['a', 'b'], size: 32, engine: engine.description });
    const { class: best, confidence, probabilities, logits, name, error } = await classifier.classify(paths[0]);
    const [a, b] = logits.map(Math.exp);
    const expected = [{ class: 'a', probability: expect.closeTo(a / (a + b), 6) }, { class: 'b', probability: expect.closeTo(b / (a + b), 6) }];
    expect(probabilities).toEqual(a > b ? expected : expected.reverse());
    expect({ name, error, best, confidence }).toEqual({ name: paths[0], error: undefined, best: probabilities[0].class, confidence: probabilities[0].probability });
  });

  it('says of the test set what evaluate says', async () => {
    const classifier = await load({ batch: 5 });
    const { predictions } = await evaluate({ run, engine });
    const results = await classifier.classify(predictions.map(({ path }) => join(data.folder, path)));
    expect(results.map(classified)).toMatchObject(predictions.map(({ predicted, confidence }) => ({ class: predicted, confidence: expect.closeTo(confidence, 5) })));
  });

  it('takes paths, URLs, bytes and streams, and says the same of each', async () => {
    const classifier = await load();
    const bytes = readFileSync(paths[1]);
    const whole = Buffer.concat([Buffer.alloc(10_000), bytes]);
    const sources = [
      paths[1], relative(process.cwd(), paths[1]), pathToFileURL(paths[1]), bytes, whole.subarray(10_000), Uint8Array.from(bytes).buffer,
      createReadStream(paths[1]), Readable.toWeb(createReadStream(paths[1])), new Blob([bytes]), new Response(bytes).body ?? '',
    ];
    const first = await classifier.classify(paths[1]);
    for (const result of await classifier.classify(sources)) expect(classified(result)).toMatchObject({ class: first.class, logits: rounded(first) });
    expect(await classifier.classify(createReadStream(paths[1]))).toEqual(first);
  });

  it('decodes from the file and from memory, in threads and in another process', async () => {
    const good = ['baseline.jpg', 'alpha.png'].map((name) => join(fixtures, 'good', name));
    const [threads, isolated] = [await load(), await load({ isolate: true })];
    const results = (await threads.classify(good)).map(classified);
    const same = results.map((result) => ({ class: result.class, logits: rounded(result) }));
    for (const classifier of [threads, isolated]) expect((await classifier.classify(good.map((path) => readFileSync(path)))).map(classified)).toMatchObject(same);
  });

  it('refuses a picture with the reason and its name; in a list the others are classified', async () => {
    const classifier = await load();
    const refused = await classifier.classify(torn).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PictureRefused);
    expect(refused).toMatchObject({ picture: torn, reason: 'the PNG is cut short', message: `${torn} cannot be classified: the PNG is cut short.` });
    const broken = Readable.from((async function* () { yield Buffer.from('x'); throw new Error('socket hang up'); })());
    const results = await classifier.classify([paths[0], torn, '/none.jpg', Buffer.alloc(0), broken, readFileSync(torn), paths[1]]);
    expect(results.map(({ name, error }) => [name, error?.reason])).toEqual([
      [paths[0], undefined], [torn, 'the PNG is cut short'], ['/none.jpg', 'there is no such file'], ['picture 4', 'it is empty'], ['picture 5', 'its stream failed (socket hang up)'],
      ['picture 6', 'the PNG is cut short'], [paths[1], undefined],
    ]);
    expect(results[4].error?.cause).toMatchObject({ message: 'socket hang up' });
    expect(classified(results[6]).logits).toEqual(rounded(await classifier.classify(paths[1])));
    await expect((await load({ pixelLimit: 100 })).classify(paths[0])).rejects.toThrow('it has more than 100 pixels');
  });

  it('gives a list the same bits each time, in its order, and nothing for nothing', async () => {
    const classifier = await load({ batch: 5 });
    const many = [...paths, torn, ...paths];
    const first = await classifier.classify(many);
    expect(first.map(({ name }) => name)).toEqual(many);
    const streamed: PictureResult[] = [];
    for await (const result of classifier.stream(many.values())) streamed.push(result);
    expect(streamed).toEqual(first);
    expect(await classifier.classify([])).toEqual([]);
  });

  it('keeps the error of a stream that fails before its turn', async () => {
    const classifier = await load({ batch: 2 });
    const streams = () => [...paths.slice(0, 5), createReadStream('/none.jpg'), paths[5]];
    const results = await classifier.classify(streams());
    for await (const result of classifier.stream(streams())) results.push(result);
    expect(results.map(({ error }) => error?.reason)).toEqual([...Array(2)].flatMap(() => [...Array(5), expect.stringMatching(/^its stream failed \(ENOENT/), undefined]));
  });

  it('answers a thousand calls at once', async () => {
    const classifier = await load();
    const results = await Promise.all(Array.from({ length: 1000 }, (_, index) => classifier.classify(paths[index % paths.length])));
    const once = (await classifier.classify(paths)).map(classified);
    for (const [index, { name, logits }] of results.entries()) expect({ name, logits }).toEqual({ name: paths[index % paths.length], logits: rounded(once[index % paths.length]) });
  });

  it('refuses what is no picture, no list and no option', async () => {
    const classifier = await load();
    await expect(classifier.classify(7 as never)).rejects.toThrow('picture 1 is 7; it must be a path');
    await expect(classifier.classify([paths[0], undefined as never])).rejects.toThrow('picture 2 is undefined');
    await expect(classifier.stream(paths[0]).next()).rejects.toThrow('stream takes an iterable of pictures');
    await expect(classifier.stream(createReadStream(paths[0])).next()).rejects.toThrow('stream takes an iterable of pictures');
    await expect(classifier.classify(paths[0], { signals: 1 } as never)).rejects.toThrow('classify takes no field signals. Did you mean signal?');
    await expect(classifier.classify(paths[0], { signal: 1 as never })).rejects.toThrow('signal is 1; it takes an AbortSignal');
    for (const [options, message] of [
      [{ workers: 0 }, 'workers is 0; it takes a whole number from 1 to 64.'], [{ batch: 1.5 }, 'batch is 1.5; it takes a whole number from 1 to 4096.'],
      [{ engine: 'tpu' as never }, "engine is 'tpu'; it takes auto, cpu, gpu or wasm."], [{ pixelLimit: NaN }, 'pixelLimit is NaN'],
    ] as const) await expect(loadClassifier(run, options)).rejects.toThrow(message);
  });
});

describe('an abort', () => {
  it('rejects with its reason, and leaves the other calls', async () => {
    const classifier = await load({ batch: 4 });
    const stop = new AbortController();
    const [single, list, other] = [classifier.classify(paths[0], stop), classifier.classify(paths, stop), classifier.classify(paths[1])];
    const rejected = Promise.all([single, list].map((call) => expect(call).rejects.toBe('enough')));
    stop.abort('enough');
    await rejected;
    expect((await other).name).toBe(paths[1]);
    await expect(classifier.classify(paths[0], { signal: AbortSignal.abort('before') })).rejects.toBe('before');
    const streamed = async () => {
      const again = new AbortController();
      for await (const _ of classifier.stream(paths, again)) again.abort('midway');
    };
    await expect(streamed()).rejects.toBe('midway');
    expect(await classifier.classify(paths)).toHaveLength(paths.length);
  });
});

describe('closing', () => {
  it('finishes the open calls, and refuses later ones', async () => {
    const classifier = await load({ batch: 5 });
    const open = [classifier.classify(paths[0]), classifier.classify(paths)];
    const closing = classifier.close();
    await expect(classifier.classify(paths[0])).rejects.toThrow(ClassifierClosed);
    await expect(classifier.stream(paths).next()).rejects.toThrow('The classifier is closed.');
    expect(await Promise.all(open)).toMatchObject([{ name: paths[0] }, { length: paths.length }]);
    await closing;
    expect(classifier.close()).toBe(classifier.close());
    await expect(classifier.classify(paths[0])).rejects.toThrow(ClassifierClosed);
  });

  it('ends a stream at the next part', async () => {
    const classifier = await load({ batch: 1 });
    const names: string[] = [];
    const streamed = async () => {
      for await (const { name } of classifier.stream(paths)) {
        names.push(name);
        await classifier.close();
      }
    };
    await expect(streamed()).rejects.toThrow(ClassifierClosed);
    expect(names).toEqual(paths.slice(0, names.length));
  });

  it('leaves no tensor, also after aborts, errors and streams that were left', async () => {
    const before = engine.memory();
    for (let round = 0; round < 3; round++) {
      await using classifier = await loadClassifier(run, { workers: 1, batch: 4 });
      const stop = new AbortController();
      const aborted = expect(classifier.classify(paths, stop)).rejects.toThrow('This operation was aborted');
      await classifier.classify([paths[0], torn]);
      for await (const _ of classifier.stream(paths)) break;
      void classifier.classify(paths[1], stop).catch(() => undefined);
      stop.abort();
      await aborted;
    }
    expect(engine.memory()).toEqual(before);
  });
});

describe('a run', () => {
  it('may have moved: only run.yaml and the best weights are read. It may be named by a URL', async () => {
    const elsewhere = join(await temporaryFolder(), 'copied');
    await mkdir(join(elsewhere, 'checkpoints/best'), { recursive: true });
    for (const name of ['run.yaml', 'checkpoints/best/classifier.safetensors', 'checkpoints/best/state.json']) await copyFile(join(run, name), join(elsewhere, name));
    const here = await (await load()).classify(paths[0]);
    expect(await (await load({}, pathToFileURL(elsewhere))).classify(paths[0])).toEqual(here);
  });

  it('whose generated pictures have a class of their own does not show that class', async () => {
    await finish(await prepare('fake', { recipe: 'sgan', 'fake-class': true, epochs: '1' }));
    const { probabilities, logits } = await (await load({}, join(runs, 'fake'))).classify(paths[0]);
    expect(probabilities.map((one) => one.class).sort()).toEqual(['a', 'b']);
    expect(probabilities[0].probability + probabilities[1].probability).toBeCloseTo(1, 9);
    expect(logits).toHaveLength(2);
  });

  it('that is still training has its best weights so far, and none before', async () => {
    const stop = new AbortController();
    const young = join(runs, 'young');
    let during: Classification | undefined;
    const training = await prepare('young', { recipe: 'supervised', epochs: '1000000', 'checkpoint-minutes': '0' }, { signal: stop.signal });
    const before = await loadClassifier(young, { workers: 1 }).catch((error: unknown) => error);
    const ended = finish(training, (event) => {
      if (event.type === 'checkpoint' && event.which === 'best' && during === undefined) {
        void load({}, young).then(async (classifier) => (during = await classifier.classify(paths[0]))).finally(() => stop.abort());
      }
    });
    await ended;
    expect(during?.name).toBe(paths[0]);
    expect(before).toBeInstanceOf(NoCheckpoint);
    expect(String(before)).toContain('its run is in progress');
  });

  it('without weights, or that is no run, is an error that says what to do', async () => {
    await finish(await prepare('empty', {}, { signal: AbortSignal.abort() }));
    const thrown = await loadClassifier(join(runs, 'empty')).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(NoCheckpoint);
    expect(String(thrown)).toContain('the run ended before the first one was written. Start it again with another --out.');
    await expect(loadClassifier('/nowhere')).rejects.toThrow('/nowhere is not the folder of a run');
    await expect(loadClassifier(run, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
  });
});

it('a process has one engine at a time', async () => {
  const classifier = await load({ engine: engine.kind === 'wasm' ? 'wasm' : 'auto' });
  const other = engine.kind === 'wasm' ? 'cpu' : 'wasm';
  await expect(loadClassifier(run, { engine: other })).rejects.toThrow(WrongCommand);
  await expect(loadClassifier(run, { engine: other })).rejects.toThrow(`A classifier is open in this process on ${engine.description}`);
  expect((await classifier.classify(paths[0])).name).toBe(paths[0]);
});

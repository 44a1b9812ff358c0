import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { checkMemory } from '../../src/training/check-memory.js';
import { estimateMemory, evaluationBatch, passesAtOnce } from '../../src/training/memory.js';
import { recipes, resolveOptions } from '../../src/training/index.js';

const GB = 2 ** 30;
const optionsOf = (preset: string, words: Record<string, string> = {}) => resolveOptions({ preset, words });
const article = { labelled: 100, unlabelled: 35_400, val: 1000, classes: 2 };

describe('estimateMemory', () => {
  it("gives some gigabytes for the article's run, and some hundred megabytes for the tiny one", () => {
    const large = estimateMemory(optionsOf('article'), recipes['sgan'], article).total;
    const small = estimateMemory(optionsOf('tiny', { cache: 'off' }), recipes['sgan'], { ...article, classes: 10 }).total;
    expect(large).toBeGreaterThan(3 * GB);
    expect(large).toBeLessThan(16 * GB);
    expect(small).toBeGreaterThan(0.2 * GB);
    expect(small).toBeLessThan(GB);
  });

  it("counts ResNet18's weights: 11.2 million, six floats each", () => {
    const { weights } = estimateMemory(optionsOf('article'), recipes['supervised'], article);
    expect(weights / 4 / 6).toBeGreaterThan(11e6);
    expect(weights / 4 / 6).toBeLessThan(11.4e6);
  });

  it('grows with the batch and the labels, at every size, if the passes are done alike', () => {
    const atOnce = (size: string, batch: number, labelled: number) => passesAtOnce(optionsOf('article', { size }), 2 * batch + labelled);
    fc.assert(fc.property(fc.constantFrom('32', '64', '224'), fc.integer({ min: 1, max: 2048 }), fc.integer({ min: 1, max: 2048 }), (size, batch, labelled) => {
      const total = (batch: number, labelled: number) => estimateMemory(optionsOf('article', { size, batch: String(batch), 'labelled-batch': '4096' }), recipes['sgan'], { ...article, labelled }).total;
      for (const [more, labels] of [[batch * 2, labelled], [batch, labelled * 2]] as const) {
        if (atOnce(size, more, labels) === atOnce(size, batch, labelled)) expect(total(more, labels)).toBeGreaterThan(total(batch, labelled));
      }
    }));
  });

  it('does the passes at once for small pictures only, within a gigabyte', () => {
    const at = (size: string, batch: number, labelled: number) => {
      const options = optionsOf('article', { size, batch: String(batch) });
      return { atOnce: passesAtOnce(options, 2 * batch + labelled), activations: estimateMemory(options, recipes['sgan'], { ...article, labelled }).activations };
    };
    expect(at('32', 64, 100).atOnce).toBe(true);
    expect(at('64', 64, 100).atOnce).toBe(true);
    expect(at('224', 64, 100).atOnce).toBe(false);
    expect(at('224', 4, 6).atOnce).toBe(true);
    const [below, above] = [at('224', 8, 8), at('224', 9, 9)];
    expect([below.atOnce, above.atOnce]).toEqual([true, false]);
    expect(below.activations).toBeLessThan(1.3 * GB);
    expect(above.activations).toBeLessThan(below.activations);
  });
});

describe('estimateMemory of pictures', () => {
  const pictures = (words: Record<string, string>, counts = article) => estimateMemory(optionsOf('article', { recipe: 'sgan', ...words }), recipes['sgan'], counts).pictures;
  const cached = (words: Record<string, string>) => pictures({ cache: 'ram', ...words }) - pictures({ cache: 'off', ...words });

  it('counts the pictures of a cache at the size that they are decoded at: larger where a view crops', () => {
    expect(cached({ view: 'none' })).toBe(article.unlabelled * 224 ** 2 * 3);
    expect(cached({ view: 'flip' })).toBe(article.unlabelled * 224 ** 2 * 3);
    expect(cached({ view: 'crop' })).toBe(article.unlabelled * 256 ** 2 * 3);
    expect(cached({ view: 'crop', size: '64' })).toBe(article.unlabelled * 73 ** 2 * 3);
    expect(cached({ view: 'crop', policies: 'crop.area=1-1' })).toBe(article.unlabelled * 224 ** 2 * 3);
  });

  it('counts of an evaluation what exists at the same time: its pixels, and the activations that are still needed', () => {
    const [few, more] = [1, 2].map((val) => pictures({ model: 'resnet18', width: '64', size: '224' }, { ...article, val }));
    // The first convolution's output and its ReLU, and the pixels, as floats; and the decoded picture.
    expect(more - few).toBe((2 * 112 * 112 * 64 + 224 * 224 * 3) * 4 + 224 * 224 * 3);
    const [f32, bf16] = ['f32', 'bf16'].map((precision) => pictures({ precision }));
    expect(bf16).toBeLessThan(f32);
  });
});

describe('checkMemory', () => {
  it('refuses a run that the machine cannot hold, with the numbers and the options to lower', () => {
    const check = () => checkMemory(optionsOf('article', { batch: '4096' }), recipes['sgan'], article, { total: 24 * GB, free: 20 * GB });
    expect(check).toThrow(WrongCommand);
    expect(check).toThrow(/about \d+\.\d GB of memory \(activations \d+\.\d GB, .*this machine has 25\.8 GB\. Lower --batch/);
  });

  it('says that memory may be tight, and nothing if it is not', () => {
    expect(checkMemory(optionsOf('article'), recipes['sgan'], article, { total: 64 * GB, free: GB })).toMatchObject({ free: '1.1 GB' });
    expect(checkMemory(optionsOf('tiny'), recipes['sgan'], article, { total: 64 * GB, free: 60 * GB })).toBeNull();
  });

  it("does not count a GPU's memory", () => {
    expect(checkMemory(optionsOf('article', { batch: '1024', engine: 'gpu' }), recipes['sgan'], article, { total: 24 * GB, free: 20 * GB })).toBeNull();
  });
});

it('evaluates few large pictures at once, and many small ones', () => {
  expect(evaluationBatch(optionsOf('article'))).toBeLessThan(16);
  expect(evaluationBatch(optionsOf('tiny'))).toBe(256);
  expect(evaluationBatch(optionsOf('article', { size: '1024', width: '512' }))).toBe(1);
});

it('counts no activations and no weights of what is frozen', () => {
  const of = (words: Record<string, string>) => estimateMemory(optionsOf('article', { model: 'efficientnet-lite0', recipe: 'supervised', ...words }), recipes['supervised'], article);
  const [all, some, none] = [of({}), of({ freeze: '5' }), of({ freeze: 'body' })];
  expect(some.activations).toBeLessThan(all.activations / 2);
  expect(none.activations).toBeLessThan(some.activations);
  expect(none.weights).toBe((1280 * 2 + 2) * 4 * 6);
  // EfficientNet's norms are folded into its convolutions. They are more than a quarter of the outputs, and less than half.
  const norms = of({ freeze: 'norms' }).activations;
  expect(norms).toBeLessThan(0.75 * all.activations);
  expect(norms).toBeGreaterThan(all.activations / 2);
});

it('counts the features that a recipe asks for, and those that a head starts from', () => {
  const of = (recipe: string, words: Record<string, string | boolean> = {}) =>
    estimateMemory(resolveOptions({ preset: 'article', words: { model: 'efficientnet-lite0', recipe, ...words } }), recipes[recipe], article).features / (4 * 1280);
  // Float32 of all; and of the learned ones a copy, and one in double precision.
  expect(of('probe')).toBe(4 * 100 + 1000);
  expect(of('probe', { 'self-training': true, 'self-training-pictures': '3000' })).toBe(4 * 3100 + 1000);
  expect(of('fixmatch')).toBe(4 * 100 + 1000);
  expect([of('fixmatch', { head: 'random' }), of('fixmatch', { weights: 'none' }), of('sgan', { model: 'resnet18' })]).toEqual([0, 0, 0]);
});

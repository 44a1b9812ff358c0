import { copyFileSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Score } from '../../src/events/index.js';
import { pretrainedWeights, readSafetensors, serializeSafetensors } from '../../src/models/index.js';
import { evaluate, resumeRun } from '../../src/training/index.js';
import { normalizationOf } from '../../src/training/run/normalization.js';
import { readRecord } from '../../src/training/run/record.js';
import { finish, finishAt, ofType, openWorkshop } from './pictures.js';

const { data, engine, pool, prepare, runs } = await openWorkshop();
const read = (path: string) => readSafetensors(readFileSync(path), path);
const classifierOf = (run: string) => read(join(runs, run, 'checkpoints/last/classifier.safetensors'));
const messagesOf = (events: Awaited<ReturnType<typeof finish>>) => ofType(events, 'log').map(({ message }) => message);
const supervised = { recipe: 'supervised', epochs: '2', 'learning-rate': '0.1' } as const;
const valuesOf = (run: string, name: string): number[] => Array.from(classifierOf(run).tensors.get(name)?.values ?? [], Number);
const pretrained = read(pretrainedWeights('efficientnet-lite0') ?? '').tensors;

it('efficientnet-lite0 starts from its pretrained weights, frozen ones stay as they are, and a resumed run keeps its normalisation', async () => {
  const words = { ...supervised, model: 'efficientnet-lite0', freeze: 'body', cache: 'off' };
  const events = await finishAt(1, (signal) => prepare('frozen', words, { signal }));
  expect(messagesOf(events)).toEqual([
    'The classifier normalises pictures in the way of efficientnet.',
    expect.stringMatching(/^The head starts from logistic regression on the features of the labelled pictures \(--head probe\): validation accuracy \d+\.\d\d %, penalty/),
  ]);
  expect(ofType(events, 'run-start')[0].parameters.classifier).toBe(2 * 1280 + 2);
  expect(messagesOf(await finish(await resumeRun(join(runs, 'frozen'), { engine, pool })))).not.toContainEqual(expect.stringMatching(/^The head/));
  const { tensors, metadata } = classifierOf('frozen');
  expect(metadata.normalize).toBe('efficientnet');
  for (const name of ['_conv_stem.weight', '_blocks.15._bn2.weight', '_bn1.running_var', '_bn1.running_mean']) expect(tensors.get(name)?.values, name).toEqual(pretrained.get(name)?.values);
  expect(tensors.get('_fc.bias')?.values).not.toEqual(new Float32Array(2));
  expect((await readRecord(join(runs, 'frozen'))).options).toMatchObject({ normalize: 'efficientnet', weights: null, freeze: 'body' });
});

describe('--head', () => {
  // A head of five classes, as weights of another data set have one. The pretrained EfficientNet takes the same way, four times as long.
  const weights = join(runs, 'five-classes.safetensors');
  const still = { ...supervised, weights, normalize: 'none', 'learning-rate': '0', epochs: '1', batch: '32', freeze: 'body' };
  let val: Score;
  let features: number;
  beforeAll(async () => {
    await finish(await prepare('body', { recipe: 'probe' }));
    const { tensors } = classifierOf('body');
    features = tensors.get('fc.weight')?.shape[1] ?? NaN;
    const head = [['fc.weight', { shape: [5, features], values: new Float32Array(5 * features) }], ['fc.bias', { shape: [5], values: new Float32Array(5) }]] as const;
    await writeFile(weights, Buffer.concat(serializeSafetensors(new Map([...tensors, ...head]))));
    val = ofType(await finish(await prepare('probe', { recipe: 'probe', weights, normalize: 'none' })), 'epoch')[0].val;
  });
  const headOf = (run: string) => ['fc.weight', 'fc.bias'].map((name) => valuesOf(run, name));
  const startOf = async (out: string, words: Readonly<Record<string, string | boolean>>) => messagesOf(await finish(await prepare(out, words))).filter((message) => message.startsWith('The head starts'));

  it.each([
    ['supervised', {}],
    ['fixmatch', { recipe: 'fixmatch', 'labelled-batch': '4' }],
    ['sgan', { recipe: 'sgan', ema: '0.9' }],
  ])('probe starts %s from the head that the recipe probe fits, with its accuracy', async (name, words) => {
    const events = await finish(await prepare(`still-${name}`, { ...still, ...words }));
    expect(headOf(`still-${name}`)).toEqual(headOf('probe'));
    const found = ofType(events, 'epoch')[0].val;
    expect([found.accuracy, found.loss]).toEqual([val.accuracy, expect.closeTo(val.loss, 5)]);
    expect(messagesOf(events).join()).toContain(`validation accuracy ${(val.accuracy * 100).toFixed(2)} %`);
  });

  it('probe gives the start as epoch 0, without sending pictures through the network for it, and its weights stay the best where no epoch does better', async () => {
    let pictures = 0;
    const counting: typeof engine = { ...engine, upload: (pixels, shape) => ((pictures += shape[0]), engine.upload(pixels, shape)) };
    // The decay takes the weights away in the first step.
    const words = { ...still, freeze: 'norms', 'learning-rate': '1', 'weight-decay': '1', patience: '1', epochs: '3', cache: 'off' };
    const events = await finish(await prepare('spoilt', words, { engine: counting }));
    const [start, ...others] = ofType(events, 'epoch');
    expect(start).toMatchObject({ epoch: 0, step: 0, losses: {}, best: true, val: { accuracy: val.accuracy, count: val.count } });
    expect(others).toHaveLength(1);
    expect(others[0]).toMatchObject({ epoch: 1, best: false });
    const end = ofType(events, 'run-end')[0];
    expect(end.best).toEqual({ epoch: 0, val: start.val });
    expect(headOf('probe')).toEqual(['fc.weight', 'fc.bias'].map((name) => Array.from(read(join(runs, 'spoilt/checkpoints/best/classifier.safetensors')).tensors.get(name)?.values ?? [], Number)));
    expect((await evaluate({ run: join(runs, 'spoilt'), engine })).accuracy).toBe(end.test?.accuracy);
    const { labelled, val: validation, test } = data.split;
    // Features of the labelled and the validation set, a step, a validation, the test.
    expect(pictures).toBe(2 * labelled.length + 2 * validation.length + test.length);
    expect(ofType(await finish(await prepare('random-start', { ...still, head: 'random' })), 'epoch').map(({ epoch }) => epoch)).toEqual([1]);
  });

  it('probe starts the class of generated pictures at zero', async () => {
    await startOf('fake-class', { ...still, recipe: 'sgan', 'fake-class': true });
    const [head, bias] = headOf('fake-class');
    expect([head.slice(2 * features).length, head.slice(2 * features).every((each) => each === 0), bias[2]]).toEqual([features, true, 0]);
    expect(head.slice(0, 2 * features).some((each) => each !== 0)).toBe(true);
  });

  it('random starts from random values, and a head that fits is kept', async () => {
    expect(await startOf('random-head', { ...still, head: 'random' })).toEqual([]);
    expect(headOf('random-head')).not.toEqual(headOf('still-supervised'));
    expect(await startOf('kept-head', { ...still, weights: join(runs, 'random-head/checkpoints/last/classifier.safetensors') })).toEqual([]);
    expect(headOf('kept-head')).toEqual(headOf('random-head'));
  });

  it('does nothing for random weights', async () => expect(await startOf('no-weights', { ...still, weights: 'none' })).toEqual([]));
});

describe('--freeze', () => {
  it('of some stages changes nothing in them, statistics included, and the rest learns; random weights are reported', async () => {
    const events = await finish(await prepare('stages', { ...supervised, freeze: '2', weights: 'none' }));
    expect(messagesOf(events)).toEqual(['--freeze 2 freezes random weights: the run starts from no pretrained ones. Choose some with --weights.']);
    await finish(await prepare('untrained', { ...supervised, 'learning-rate': '0', freeze: '6' }));
    const [after, before] = [classifierOf('stages').tensors, classifierOf('untrained').tensors];
    for (const name of ['conv1.weight', 'bn1.running_mean', 'conv2.weight', 'bn2.bias', 'bn2.running_var']) expect(after.get(name), name).toEqual(before.get(name));
    for (const name of ['conv3.weight', 'bn3.running_mean', 'fc.weight']) expect(after.get(name), name).not.toEqual(before.get(name));
  });

  it('of norms leaves their weights and statistics, and the convolutions learn', async () => {
    await finish(await prepare('norms', { ...supervised, freeze: 'norms' }));
    for (const index of [1, 6]) {
      expect(new Set(valuesOf('norms', `bn${index}.weight`))).toEqual(new Set([1]));
      expect(new Set(valuesOf('norms', `bn${index}.running_mean`))).toEqual(new Set([0]));
    }
    expect(valuesOf('norms', 'conv1.weight')).not.toEqual(valuesOf('untrained', 'conv1.weight'));
  });

  it('of norms and some stages leaves all norms, and the convolutions of the other stages learn', async () => {
    await finish(await prepare('norms-stages', { ...supervised, freeze: 'norms,3' }));
    const names = [...classifierOf('norms-stages').tensors.keys()].filter((name) => !name.endsWith('tracked'));
    const changed = names.filter((name) => valuesOf('norms-stages', name).join() !== valuesOf('untrained', name).join());
    expect(changed).toEqual(['conv4.weight', 'conv5.weight', 'conv6.weight', 'fc.weight', 'fc.bias']);
  });
});

it('--body-rate slows everything but the head', async () => {
  const one = { ...supervised, epochs: '1', 'weight-decay': '0' };
  await finish(await prepare('whole-rate', one));
  await finish(await prepare('tenth', { ...one, 'body-rate': '0.1' }));
  const change = (run: string, name: string): number => {
    const before = valuesOf('untrained', name);
    return Math.hypot(...valuesOf(run, name).map((value, index) => value - before[index]));
  };
  for (const name of ['conv1.weight', 'conv6.weight', 'bn2.bias']) expect(change('tenth', name) / change('whole-rate', name), name).toBeCloseTo(0.1, 3);
  for (const name of ['fc.weight', 'fc.bias']) expect(change('tenth', name) / change('whole-rate', name), name).toBeCloseTo(1, 5);
});

describe('the normalisation of weights', () => {
  const fc = (outputs: number) => new Map([['fc.weight', { shape: [outputs, 512], values: new Float32Array(outputs * 512) }]]);
  it.each([
    ["torchvision's and timm's ResNet18: ImageNet's", 'resnet18', 1000, {}, 'imagenet'],
    ['a checkpoint that names it', 'resnet18', 2, { step: '7', normalize: 'imagenet' }, 'imagenet'],
    ['a checkpoint that names none', 'resnet18', 1000, { step: '7' }, 'none'],
    ['EfficientNet: its own', 'efficientnet-lite0', 1000, {}, 'efficientnet'],
    ['any other file: unknown', 'resnet18', 10, {}, null],
  ] as const)('%s', (_, model, outputs, metadata, expected) => {
    expect(normalizationOf(model, { tensors: fc(outputs), metadata })).toBe(expected);
  });

  it('is reported where it is unknown, unless --normalize gives it', async () => {
    const path = join(runs, 'unknown.safetensors');
    await writeFile(path, Buffer.concat(serializeSafetensors(classifierOf('untrained').tensors)));
    const words = { ...supervised, epochs: '1', weights: path };
    expect(messagesOf(await finish(await prepare('unknown', words)))).toEqual([expect.stringMatching(/^Nothing tells how the pictures were normalised that .*unknown\.safetensors was trained with/)]);
    expect(messagesOf(await finish(await prepare('given', { ...words, normalize: 'imagenet' })))).toEqual(['The classifier normalises pictures in the way of imagenet.']);
    expect((await readRecord(join(runs, 'given'))).options.normalize).toBe('imagenet');
    const own = join(runs, 'own.safetensors');
    copyFileSync(join(runs, 'given/checkpoints/last/classifier.safetensors'), own);
    expect(messagesOf(await finish(await prepare('own', { ...words, weights: own })))).toEqual(['The classifier normalises pictures in the way of imagenet.']);
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngine } from 'whisker-ml/engine';
import { prepareRun, resolveOptions } from 'whisker-ml/recipes';
import { z } from 'zod';
import { takePart } from '../contest/take-part.js';
import { splitFile } from './split.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { split: text, size: text, batch: text, workers: text, width: text, noise: text, rate: text, beta1: text } });
const { split: file, ...words } = z.record(z.string(), z.string()).parse(values);
const { root, classes, fingerprint, labelled, labels, unlabelled, evaluated } = splitFile.parse(JSON.parse(await readFile(file ?? '', 'utf8')));
const { rate, ...same } = words;
const options = resolveOptions({
  preset: 'article',
  words: { ...same, 'learning-rate': rate ?? '', 'generator-width': words['width'] ?? '', epochs: '1', labels: String(labelled.length), val: '1', test: '1' },
});

/** Returns paths relative to the root, as in whisker's splits. */
const within = (paths: readonly string[]): string[] => paths.map((path) => path.slice(root.length + 1));
const sample = (path: string, index: number) => ({ path, class: labels[index] ?? 0 });
const split = {
  root, classes, seed: options.seed,
  labelled: within(labelled).map(sample), val: within([evaluated]).map(sample), test: within([evaluated]).map(sample), unlabelled: within(unlabelled),
};
const dataset = { root, classes, fingerprint, samples: [...split.labelled, ...split.val, ...split.unlabelled.map((path) => ({ path, class: null }))] };

const engine = await loadEngine('auto', { report: () => undefined });
const sums: number[] = [0, 0, 0, 0];
let steps = 0;
let passes = 0;

await takePart({
  versions: { Node: process.version, TensorFlow: engine.version },
  /**
   * A run as `whisker train` does it, with its folder, its log and TensorBoard's file. The time of the epoch counts: from the
   * first wait for a batch to the end of the last step. Making the networks, validation and checkpoints do not count, as in the
   * peers' epoch. Each run has its own seed, as theirs do.
   */
  async pass() {
    const askedAt = performance.now();
    const out = await mkdtemp(join(tmpdir(), 'whisker-bench-epoch-'));
    try {
      const run = await prepareRun({ dataset, split, options: { ...options, seed: options.seed + passes++ }, engine, out });
      let [began, first, ended, pictures] = [Number.NaN, Number.NaN, Number.NaN, 0];
      await run.events.forEach((event) => {
        if (event.type !== 'step') return;
        const now = performance.now();
        if (pictures === 0) [began, first] = [now - event.ms, now];
        ended = now;
        pictures += options.batch;
        steps += 1;
        for (const [index, loss] of Object.values(event.losses).entries()) sums[index] = (sums[index] ?? 0) + loss;
      });
      return { pictures, touched: 0, seconds: (ended - began) / 1000, firstStepSeconds: (first - askedAt) / 1000 };
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  },
  /** Writes the means of the losses so far. */
  first: (_count, into) => writeFile(into, Float32Array.from(sums, (sum) => sum / steps)),
});

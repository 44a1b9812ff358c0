// node logits.mjs WEIGHTS PICTURES SIZE OUTPUTS ENGINE
// Prints the logits of raw uint8 RGB pictures (NHWC) as JSON, a list for each picture. The resnet18 starts from WEIGHTS as
// `train --weights` does. weights.py runs this.
import { readFile } from 'node:fs/promises';
import { loadEngine } from '../../dist/engine/index.js';
import { createClassifier, describeClassifier, readSafetensors } from '../../dist/models/index.js';
import { logitsOf } from '../../dist/training/evaluation/eval-model.js';
import { fitOf, importPretrained } from '../../dist/training/checkpoint/weights.js';

const [weights, pictures, size, outputs, choice] = process.argv.slice(2);
const engine = await loadEngine(choice, { report: ({ text }) => text && process.stderr.write(`${text}\n`) });
const shape = { model: 'resnet18', outputs: Number(outputs), width: 64, size: Number(size) };
const file = readSafetensors(await readFile(weights), weights);
const fit = fitOf(describeClassifier(shape).parameters, file);
if (fit.problems.length > 0 || fit.otherHead !== null) throw new Error(`does not fit: ${fit.problems.join('; ')}`);
const classifier = createClassifier(engine.kernels, { ...shape, seed: 1 });
importPretrained(classifier.parameters, file, fit);
const logits = await logitsOf(engine, classifier, await readFile(pictures), Number(size));
const rows = Array.from({ length: logits.length / shape.outputs }, (_, row) => [...logits.subarray(row * shape.outputs, (row + 1) * shape.outputs)]);
process.stdout.write(JSON.stringify(rows));

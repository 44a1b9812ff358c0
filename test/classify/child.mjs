// Classifies pictures with a run, again and again, and leaves the last classifier open. Prints JSON.
import { readdirSync } from 'node:fs';
import { loadClassifier } from '../../dist/classify/index.js';

const [run, engine, times, ...pictures] = process.argv.slice(2);
const count = (folder) => {
  try {
    return readdirSync(`/proc/self/${folder}`).length;
  } catch {
    return 0;
  }
};

const counts = [];
let classifier;
for (let time = 0; time < Number(times); time++) {
  await classifier?.close();
  counts.push({ threads: count('task'), files: count('fd') });
  classifier = await loadClassifier(run, { engine, workers: 2 });
  await classifier.classify(pictures);
}
const results = await classifier.classify(pictures);
process.stdout.write(JSON.stringify({ engine: classifier.engine, counts, logits: results.map(({ logits }) => logits) }));

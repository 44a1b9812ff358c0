import type { Classifier } from '../../models/index.js';
import type { FeatureTable } from '../features/feature-table.js';
import { readHead } from '../features/head.js';
import { logitsOfRows } from '../features/logistic-regression.js';
import { scoreLogits, type Evaluation } from './score.js';

/** Evaluates a classifier on the features of a set, which its head turns into logits. @param table it has a class for each picture */
export async function evalFeatures(classifier: Classifier, table: FeatureTable, classes: readonly string[]): Promise<Evaluation> {
  return scoreLogits(logitsOfRows(table, await readHead(classifier)), classifier.outputs, table.labels, classes);
}

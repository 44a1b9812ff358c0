import type { Network } from '../../models/index.js';

/** Does passes through a classifier in training mode that leave batch norm's running statistics as they are. */
export async function holdStatistics<Result>(classifier: Pick<Network<4, 2>, 'parameters'>, passes: () => Promise<Result>): Promise<Result> {
  const saved = classifier.parameters.filter(({ trainable }) => !trainable).map(({ variable }) => ({ variable, value: variable.clone() }));
  try {
    return await passes();
  } finally {
    for (const { variable, value } of saved) {
      variable.assign(value);
      value.dispose();
    }
  }
}

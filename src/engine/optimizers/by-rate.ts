import type { Variable } from '@tensorflow/tfjs-core';
import type { ParameterUpdate } from '../kernels/kernels.js';
import type { NamedVariable } from './state.js';

/** Makes one update of several: variables of the same rate share one. @param create makes an update of some variables */
export function updateByRate<Names extends string, Step extends { readonly rate: number }>(
  parameters: readonly NamedVariable[], create: (variables: readonly Variable[]) => ParameterUpdate<Names, Step>,
): ParameterUpdate<Names, Step> {
  const rates = [...new Set(parameters.map(({ rate = 1 }) => rate))];
  const groups = rates.map((share) => {
    const members = parameters.flatMap(({ rate = 1, variable }, index) => (rate === share ? [{ index, variable }] : []));
    return { share, members, update: create(members.map(({ variable }) => variable)) };
  });
  const state = groups.flatMap(({ members, update }) => members.map(({ index }, at) => ({ index, tensors: update.state[at] })));
  return {
    state: state.sort((a, b) => a.index - b.index).map(({ tensors }) => tensors),
    async apply(gradientOf, step) {
      for (const { share, update } of groups) await update.apply(gradientOf, { ...step, rate: step.rate * share });
    },
    dispose() {
      for (const { update } of groups) update.dispose();
    },
  };
}

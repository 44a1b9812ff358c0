import { formatDuration, formatPercent, pluralize } from '../../config/index.js';
import { dotPlot } from '../dot-plot.js';
import { describeGains, percentSpread, spread } from '../gain.js';
import { differingFacts, plain, type RunGroup, type TestedRun } from '../groups.js';
import { markup, type Markup } from '../markup.js';
import type { Section } from '../page.js';
import { pair, table } from '../parts.js';
import type { RunFolder } from '../read.js';
import { validationChart } from './curves.js';

/** Returns the test results: a table of runs with means, what was gained, and a dot for each run. `link` returns the address of a run's own page. */
export function resultsSection(runs: readonly RunFolder[], groups: readonly RunGroup[], link: (run: RunFolder) => string): Section {
  const unlabelled = Math.max(0, ...runs.map(({ summary }) => summary.start?.counts.unlabelled ?? 0));
  const recipes = groups.map(({ recipe }) => recipe);
  // Gains are differences on the same test pictures, between recipes.
  const isOneTestSet = new Set(groups.map(({ facts }) => `${facts.get('data')} ${facts.get('classes')}`)).size === 1;
  const gains = new Set(recipes).size < recipes.length || !isOneTestSet ? [] : describeGains(groups.map(({ recipe, tested }) => ({ recipe, splits: tested })), unlabelled);
  return {
    title: 'Results',
    body: [
      ...notAveraged(groups),
      table({
        name: 'Test results of the runs',
        head: ['recipe', 'test accuracy', 'test error', 'run', 'seed', 'best epoch', 'time'],
        rows: groups.flatMap(({ name, tested }) => tested.map(({ run, seed, accuracy, bestEpoch, seconds }) => [
          name, formatPercent(accuracy), formatPercent(1 - accuracy), markup`<a href="${link(run)}">${run.name}</a>`, String(seed), String(bestEpoch), formatDuration(seconds),
        ])),
        totals: groups.filter(({ tested }) => tested.length > 1).map(meanRow),
      }),
      ...gains.map((sentence) => markup`<p class="gain">${sentence}</p>`),
      pair(dotPlot('Test accuracy, one dot for each run', groups.map(({ name, tested }, style) => ({ name, style, values: tested.map(({ accuracy }) => accuracy) }))), validationChart(runs, groups)),
    ],
  };
}

/** Says in what the groups of a recipe differ, so that they are not averaged. */
function notAveraged(groups: readonly RunGroup[]): Markup[] {
  return [...new Set(groups.map(({ recipe }) => recipe))].flatMap((recipe) => {
    const same = groups.filter((group) => group.recipe === recipe);
    const facts = differingFacts(same);
    if (facts.length === 0) return [];
    const values = (name: string): string => [...new Set(same.map((group) => plain(group.facts.get(name))))].join(', ');
    const short = facts.map((name) => (values(name).length > 60 ? name : `${name} (${values(name)})`));
    return [markup`<p class="warning">The runs of ${recipe} differ in ${short.join(', ')}: they are not averaged.</p>`];
  });
}

function meanRow({ name, tested }: RunGroup): string[] {
  const accuracies = tested.map(({ accuracy }) => accuracy);
  const meanOf = (pick: (run: TestedRun) => number): number => spread(tested.map(pick)).mean;
  return [`${name}, mean`, percentSpread(accuracies), percentSpread(accuracies.map((accuracy) => 1 - accuracy)), '', pluralize(tested.length, 'split'), meanOf(({ bestEpoch }) => bestEpoch).toFixed(1), formatDuration(meanOf(({ seconds }) => seconds))];
}

import { formatCount, formatDuration, formatPercent, pluralize } from '../config/index.js';
import { chart } from './chart.js';
import { dotPlot } from './dot-plot.js';
import { markup, type Markup } from './markup.js';
import { page, samples, table } from './parts.js';
import type { RunFolder } from './read.js';
import { UNFINISHED } from './run-page.js';
import { describeGains, percentSpread, spread } from './gain.js';

/** A run with a result on the test set. */
interface TestedRun {
  readonly run: RunFolder;
  readonly recipe: string;
  readonly seed: number;
  readonly accuracy: number;
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** Groups the tested runs by recipe, in the order of the runs, then sorts them by seed. */
function testedByRecipe(runs: readonly RunFolder[]): Map<string, TestedRun[]> {
  const byRecipe = new Map<string, TestedRun[]>();
  for (const run of runs) {
    const { start, end, best } = run.summary;
    if (start === undefined || end?.test === undefined) continue;
    const tested = { run, recipe: start.recipe, seed: start.seed, accuracy: end.test.accuracy, bestEpoch: best?.epoch ?? 0, seconds: end.seconds };
    byRecipe.set(start.recipe, [...(byRecipe.get(start.recipe) ?? []), tested].sort((a, b) => a.seed - b.seed));
  }
  return byRecipe;
}

/** Returns the HTML page that compares several runs. `link` returns the address of a run's own page. Pure. */
export function comparePage(name: string, runs: readonly RunFolder[], link: (run: RunFolder) => string): string {
  const byRecipe = testedByRecipe(runs);
  const recipes = [...byRecipe.keys()];
  const all = [...byRecipe.values()].flat();
  const results = [...byRecipe].map(([recipe, tested]) => ({ recipe, accuracies: tested.map(({ accuracy }) => accuracy) }));
  const unlabelled = Math.max(0, ...runs.map(({ summary }) => summary.start?.counts.unlabelled ?? 0));
  const untested = runs.filter((run) => !all.some((tested) => tested.run === run));
  const grids = all.findLast(({ run }) => run.grids.length > 0)?.run.grids.slice(-2) ?? [];
  return page(`whisker · ${name}`, [
    markup`<header><h1>${name}</h1>${headline(runs, recipes)}</header>`,
    ...untested.map(({ name: run, summary }) => markup`<p class="warning">${run} has no test result: ${summary.end?.message ?? `it is ${UNFINISHED}`}.</p>`),
    markup`<h2>Results</h2>${table(
      ['recipe', 'seed', 'test accuracy', 'test error', 'best epoch', 'time'],
      all.map((tested) => [tested.recipe, String(tested.seed), formatPercent(tested.accuracy), formatPercent(1 - tested.accuracy), String(tested.bestEpoch), formatDuration(tested.seconds)]),
      [...byRecipe.values()].filter((own) => own.length > 1).map(meanRow),
    )}`,
    ...describeGains(results, unlabelled).map((sentence) => markup`<p class="gain">${sentence}</p>`),
    markup`<div class="pair">${dotPlot('Test accuracy, one dot for each label split', results.map(({ recipe, accuracies }, style) => ({ name: recipe, style, values: accuracies })))}${curves(runs, recipes)}</div>`,
    grids.length === 0 ? markup`` : markup`<h2>Generated pictures</h2>${samples(grids)}`,
    markup`<h2>Runs</h2><ul>${runs.map((run) => markup`<li><a href="${link(run)}">${run.name}</a></li>`)}</ul>`,
  ]);
}

function headline(runs: readonly RunFolder[], recipes: readonly string[]): Markup {
  const start = runs.find(({ summary }) => summary.start !== undefined)?.summary.start;
  if (start === undefined) return markup`<p class="soft">No run has started.</p>`;
  const { counts } = start;
  return markup`<p><strong>${recipes.join(' and ') || start.recipe}</strong> · ${start.model} at ${start.size} px · ${pluralize(start.classes.length, 'class', 'classes')} · ${pluralize(counts.labelled, 'label')} · ${formatCount(counts.unlabelled)} unlabelled · ${pluralize(counts.test, 'test picture')}</p><p class="soft">${start.engine}</p>`;
}

function meanRow(tested: readonly TestedRun[]): string[] {
  const accuracies = tested.map(({ accuracy }) => accuracy);
  const meanOf = (pick: (run: TestedRun) => number): number => spread(tested.map(pick)).mean;
  return [`${tested[0]?.recipe ?? ''}, mean`, pluralize(tested.length, 'split'), percentSpread(accuracies), percentSpread(accuracies.map((accuracy) => 1 - accuracy)), meanOf(({ bestEpoch }) => bestEpoch).toFixed(1), formatDuration(meanOf(({ seconds }) => seconds))];
}

/** Draws validation accuracy over the share of the epochs, because recipes differ in the length of an epoch and in the number of epochs. */
function curves(runs: readonly RunFolder[], recipes: readonly string[]): Markup {
  const series = runs.flatMap(({ summary: { start, epochs } }) => {
    if (start === undefined) return [];
    const style = recipes.includes(start.recipe) ? recipes.indexOf(start.recipe) : recipes.length;
    return [{ name: start.recipe, style, points: epochs.map(({ epoch, val }) => [(epoch / start.epochs) * 100, val.accuracy] as const) }];
  });
  return chart({ title: 'Validation accuracy', x: '% of the epochs', unit: 'percent', series });
}

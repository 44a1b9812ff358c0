import { chart } from './chart.js';
import { dots } from './dots.js';
import { markup, type Markup } from './markup.js';
import { page, samples, table } from './parts.js';
import type { RunFolder } from './read.js';
import { count, counted, duration, percent, percentSpread, spread, worth } from './words.js';

/** A run that got as far as its test. */
interface Result {
  readonly run: RunFolder;
  readonly recipe: string;
  readonly seed: number;
  readonly accuracy: number;
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** The runs that met the test set, by recipe in the order of the runs, then by seed. */
function resultsOf(runs: readonly RunFolder[]): Map<string, Result[]> {
  const byRecipe = new Map<string, Result[]>();
  for (const run of runs) {
    const { start, end, best } = run.record;
    if (start === undefined || end?.test === undefined) continue;
    const result = { run, recipe: start.recipe, seed: start.seed, accuracy: end.test.accuracy, bestEpoch: best?.epoch ?? 0, seconds: end.seconds };
    byRecipe.set(start.recipe, [...(byRecipe.get(start.recipe) ?? []), result].sort((a, b) => a.seed - b.seed));
  }
  return byRecipe;
}

/** Several runs beside each other as one HTML page. `link` gives the address of a run's own page. Pure. */
export function comparePage(name: string, runs: readonly RunFolder[], link: (run: RunFolder) => string): string {
  const results = resultsOf(runs);
  const recipes = [...results.keys()];
  const all = [...results.values()].flat();
  const [baseline, ...others] = recipes.map((recipe) => ({ recipe, accuracies: (results.get(recipe) ?? []).map(({ accuracy }) => accuracy) }));
  const unlabelled = Math.max(0, ...runs.map(({ record }) => record.start?.counts.unlabelled ?? 0));
  const unfinished = runs.filter((run) => !all.some((result) => result.run === run));
  const grids = all.findLast(({ run }) => run.grids.length > 0)?.run.grids.slice(-2) ?? [];
  return page(`whisker · ${name}`, [
    markup`<header><h1>${name}</h1>${headline(runs, recipes)}</header>`,
    ...unfinished.map((run) => markup`<p class="warning">${run.name} has no test result: ${run.record.end?.message ?? 'it is in progress, or it ended without a word'}.</p>`),
    markup`<h2>Results</h2>${table(
      ['recipe', 'seed', 'test accuracy', 'test error', 'best epoch', 'time'],
      all.map((result) => [result.recipe, String(result.seed), percent(result.accuracy), percent(1 - result.accuracy), String(result.bestEpoch), duration(result.seconds)]),
      recipes.map((recipe) => results.get(recipe) ?? []).filter((own) => own.length > 1).map(sums),
    )}`,
    ...(baseline?.recipe === 'supervised' ? others.map((recipe) => markup`<p class="worth">${worth(baseline, recipe, unlabelled)}</p>`) : []),
    markup`<div class="pair">${dots('Test accuracy, a dot a label split', [baseline, ...others].flatMap((tested, look) => (tested === undefined ? [] : [{ name: tested.recipe, look, values: tested.accuracies }])))}${curves(runs, recipes)}</div>`,
    grids.length === 0 ? markup`` : markup`<h2>Generated pictures</h2>${samples(grids)}`,
    markup`<h2>Runs</h2><ul>${runs.map((run) => markup`<li><a href="${link(run)}">${run.name}</a></li>`)}</ul>`,
  ]);
}

function headline(runs: readonly RunFolder[], recipes: readonly string[]): Markup {
  const start = runs.find(({ record }) => record.start !== undefined)?.record.start;
  if (start === undefined) return markup`<p class="soft">No run has begun.</p>`;
  const { counts } = start;
  return markup`<p><strong>${recipes.join(' and ') || start.recipe}</strong> · ${start.model} at ${start.size} px · ${counted(start.classes.length, 'class', 'classes')} · ${counted(counts.labelled, 'label')} · ${count(counts.unlabelled)} unlabelled · ${counted(counts.test, 'test picture')}</p><p class="soft">${start.engine}</p>`;
}

function sums(results: readonly Result[]): string[] {
  const accuracies = results.map(({ accuracy }) => accuracy);
  const of = (pick: (result: Result) => number): number => spread(results.map(pick)).mean;
  return [`${results[0]?.recipe ?? ''}, mean`, counted(results.length, 'split'), percentSpread(accuracies), percentSpread(accuracies.map((accuracy) => 1 - accuracy)), of(({ bestEpoch }) => bestEpoch).toFixed(1), duration(of(({ seconds }) => seconds))];
}

/** Validation accuracy against the share of the schedule, since a supervised epoch is one step and another's hundreds. */
function curves(runs: readonly RunFolder[], recipes: readonly string[]): Markup {
  const series = runs.flatMap(({ record }) => {
    const { start, epochs } = record;
    if (start === undefined) return [];
    return [{ name: start.recipe, look: recipes.indexOf(start.recipe) + (recipes.includes(start.recipe) ? 0 : recipes.length + 1), points: epochs.map(({ epoch, val }) => [(epoch / start.epochs) * 100, val.accuracy] as const) }];
  });
  return chart({ title: 'Validation accuracy', x: '% of the epochs', unit: 'percent', series });
}

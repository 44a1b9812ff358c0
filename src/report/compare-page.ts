import { formatCount, formatDuration, formatPercent, pluralize } from '../config/index.js';
import { chart } from './chart.js';
import { dotPlot } from './dot-plot.js';
import { markup, type Markup } from './markup.js';
import { page, samples, table } from './parts.js';
import type { RunFolder } from './read.js';
import { UNFINISHED } from './run-page.js';
import { describeGains, percentSpread, spread } from './gain.js';
import { differencesOf, factsOfRun } from './groups.js';

/** A run with a result on the test set. */
interface TestedRun {
  readonly run: RunFolder;
  readonly recipe: string;
  readonly seed: number;
  readonly accuracy: number;
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** Tested runs that differ in nothing but their seed, sorted by it. */
interface RunGroup {
  /** The recipe; with a number where runs of a recipe differ. */
  readonly name: string;
  readonly recipe: string;
  readonly facts: ReadonlyMap<string, string>;
  readonly tested: readonly TestedRun[];
}

/** Groups the tested runs by what they are, in the order of the runs. */
function groupsOf(runs: readonly RunFolder[]): readonly RunGroup[] {
  const groups: (Omit<RunGroup, 'name'> & { readonly tested: TestedRun[] })[] = [];
  for (const run of runs) {
    const { start, end, best } = run.summary;
    if (start === undefined || end?.test === undefined) continue;
    const tested = { run, recipe: start.recipe, seed: start.seed, accuracy: end.test.accuracy, bestEpoch: best?.epoch ?? 0, seconds: end.seconds };
    const facts = factsOfRun(run);
    const group = groups.find((one) => differencesOf(one.facts, facts).length === 0);
    if (group === undefined) groups.push({ recipe: start.recipe, facts, tested: [tested] });
    else group.tested.push(tested);
  }
  return groups.map((group) => {
    const same = groups.filter(({ recipe }) => recipe === group.recipe);
    return { ...group, name: same.length === 1 ? group.recipe : `${group.recipe} ${same.indexOf(group) + 1}`, tested: group.tested.toSorted((a, b) => a.seed - b.seed) };
  });
}

/** Says in what the groups of a recipe differ, so that they are not averaged. */
function differencesInWords(groups: readonly RunGroup[]): readonly string[] {
  return groups.flatMap((group, index) => {
    const first = groups.findIndex(({ recipe }) => recipe === group.recipe);
    const other = groups[first];
    return other === undefined || first === index ? [] : [`${other.name} and ${group.name} differ in ${differencesOf(other.facts, group.facts).join(', ')}: they are not averaged.`];
  });
}

/** Returns the HTML page that compares several runs. `link` returns the address of a run's own page. Pure. */
export function comparePage(name: string, runs: readonly RunFolder[], link: (run: RunFolder) => string): string {
  const groups = groupsOf(runs);
  const all = groups.flatMap(({ name: group, tested }) => tested.map((one) => ({ ...one, group })));
  const recipes = [...new Set(groups.map(({ recipe }) => recipe))];
  const unlabelled = Math.max(0, ...runs.map(({ summary }) => summary.start?.counts.unlabelled ?? 0));
  const untested = runs.filter((run) => !all.some((tested) => tested.run === run));
  const grids = all.findLast(({ run }) => run.grids.length > 0)?.run.grids.slice(-2) ?? [];
  const differences = differencesInWords(groups);
  // Gains are differences on the same test pictures.
  const isOneTestSet = new Set(groups.map(({ facts }) => `${facts.get('data')} ${facts.get('classes')}`)).size === 1;
  const gains = differences.length > 0 || !isOneTestSet ? [] : describeGains(groups.map(({ recipe, tested }) => ({ recipe, splits: tested })), unlabelled);
  return page(`whisker · ${name}`, [
    markup`<header><h1>${name}</h1>${headline(runs, recipes)}</header>`,
    ...untested.map(({ name: run, summary }) => markup`<p class="warning">${run} has no test result: ${summary.end?.message ?? `it is ${UNFINISHED}`}.</p>`),
    ...differences.map((sentence) => markup`<p class="warning">${sentence}</p>`),
    markup`<h2>Results</h2>${table(
      ['recipe', 'run', 'seed', 'test accuracy', 'test error', 'best epoch', 'time'],
      all.map((tested) => [tested.group, tested.run.name, String(tested.seed), formatPercent(tested.accuracy), formatPercent(1 - tested.accuracy), String(tested.bestEpoch), formatDuration(tested.seconds)]),
      groups.filter(({ tested }) => tested.length > 1).map(meanRow),
    )}`,
    ...gains.map((sentence) => markup`<p class="gain">${sentence}</p>`),
    markup`<div class="pair">${dotPlot('Test accuracy, one dot for each label split', groups.map(({ name: group, tested }, style) => ({ name: group, style, values: tested.map(({ accuracy }) => accuracy) })))}${curves(runs)}</div>`,
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

function meanRow({ name, tested }: RunGroup): string[] {
  const accuracies = tested.map(({ accuracy }) => accuracy);
  const meanOf = (pick: (run: TestedRun) => number): number => spread(tested.map(pick)).mean;
  return [`${name}, mean`, '', pluralize(tested.length, 'split'), percentSpread(accuracies), percentSpread(accuracies.map((accuracy) => 1 - accuracy)), meanOf(({ bestEpoch }) => bestEpoch).toFixed(1), formatDuration(meanOf(({ seconds }) => seconds))];
}

/** Draws validation accuracy over the share of the epochs, because recipes differ in the length of an epoch and in the number of epochs. */
function curves(runs: readonly RunFolder[]): Markup {
  const series = runs.flatMap(({ name, summary: { start, epochs } }, style) =>
    start === undefined ? [] : [{ name, style, points: epochs.map(({ epoch, val }) => [(epoch / start.epochs) * 100, val.accuracy] as const) }]);
  return chart({ title: 'Validation accuracy', x: '% of the epochs', unit: 'percent', series });
}

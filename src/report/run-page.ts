import { formatCount, formatDuration, formatPercent, pluralize } from '../config/index.js';
import { chart, type Series } from './chart.js';
import { markup, type Markup } from './markup.js';
import { confusionTable, facts, page, quarantineList, samples, warnings, type Fact } from './parts.js';
import type { RunFolder } from './read.js';
import type { RunSummary } from './summary.js';
import { viewsPart } from './views.js';

/** Returns the HTML page of a run. Pure. */
export function runPage(run: RunFolder): string {
  const { summary, evaluation, options, grids, views } = run;
  return page(`whisker · ${run.name}`, [
    markup`<header><h1>${run.name}</h1>${headline(summary)}</header>`,
    ...warnings(run),
    facts(factsOf(summary)),
    markup`<h2>Curves</h2><div class="pair">${accuracyChart(summary)}${lossChart(summary)}</div>`,
    evaluation === undefined ? markup`` : markup`<h2>Test set by class</h2><p class="soft">Each row is a true class, each column a predicted one.</p>${confusionTable(evaluation)}`,
    grids.length === 0 ? markup`` : markup`<h2>Generated pictures</h2><p class="soft">Every epoch uses the same noise.</p>${samples(grids)}`,
    viewsPart(views),
    markup`<h2>Quarantined pictures</h2>${quarantineList(run)}`,
    options === undefined ? markup`` : markup`<h2>Options</h2><details><summary>run.yaml</summary><pre>${options}</pre></details>`,
  ]);
}

/** The state of a run whose log has no end. */
export const UNFINISHED = 'in progress, or crashed';

function headline({ start, begun = 0, end, resumed }: RunSummary): Markup {
  if (start === undefined) return markup`<p class="soft">The run has not started.</p>`;
  const { counts, classes } = start;
  const state = end === undefined ? UNFINISHED : `${end.outcome}${end.outcome === 'done' ? '' : `: ${end.message}`}`;
  return markup`<p><strong>${start.recipe}</strong> · ${start.model} at ${start.size} px · ${pluralize(classes.length, 'class', 'classes')} · ${pluralize(counts.labelled, 'label')} and ${pluralize(counts.unlabelled, 'unlabelled picture')} · seed ${start.seed}</p>
<p class="soft">${start.engine} · started ${new Date(begun).toISOString().slice(0, 16).replace('T', ' ')} UTC${resumed === 0 ? '' : ` · resumed ${pluralize(resumed, 'time')}`} · ${state}</p>`;
}

function factsOf({ start, end, best, epochs, waiting }: RunSummary): Fact[] {
  const last = epochs.at(-1);
  const seconds = end?.seconds ?? epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return [
    ...(end?.test === undefined ? [] : [{ name: 'Test accuracy', value: formatPercent(end.test.accuracy), note: `error ${formatPercent(1 - end.test.accuracy)}, ${pluralize(end.test.count, 'picture')}` }]),
    ...(best === undefined ? [] : [{ name: 'Best validation', value: formatPercent(best.val.accuracy), note: `epoch ${best.epoch} of ${start?.epochs ?? '?'}` }]),
    ...(last === undefined ? [] : [{ name: 'Epochs', value: formatCount(last.epoch), note: `${pluralize(last.step, 'step')}` }]),
    { name: 'Time', value: formatDuration(seconds), note: last === undefined ? undefined : `trained on ${formatCount(last.trainedOnPerSecond)} images/s` },
    ...(waiting === undefined ? [] : [{ name: 'Waiting for data', value: formatPercent(waiting), note: "of the steps' time" }]),
    ...(start === undefined ? [] : [{ name: 'Parameters', value: formatCount(start.parameters.classifier), note: start.parameters.generator === 0 ? 'classifier' : `classifier; generator ${formatCount(start.parameters.generator)}` }]),
  ];
}

function accuracyChart({ epochs, best }: RunSummary): Markup {
  const series: Series[] = [
    { name: 'validation accuracy', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.accuracy] as const) },
    ...curvesOf(epochs, ({ shares = {} }) => shares),
  ];
  const mark = best && { x: best.epoch, y: best.val.accuracy, text: `best: ${formatPercent(best.val.accuracy)}, epoch ${best.epoch}` };
  return chart({ title: 'Validation accuracy', x: 'epoch', unit: 'percent', series, ...(mark && { mark }) });
}

function lossChart({ epochs }: RunSummary): Markup {
  const validation: Series = { name: 'validation', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.loss] as const) };
  return chart({ title: 'Losses', x: 'epoch', unit: 'number', series: [validation, ...curvesOf(epochs, ({ losses }) => losses)] });
}

/** Returns a curve for each name of some numbers of the epochs. */
function curvesOf(epochs: RunSummary['epochs'], numbersOf: (epoch: RunSummary['epochs'][number]) => Readonly<Record<string, number>>): Series[] {
  const names = [...new Set(epochs.flatMap((epoch) => Object.keys(numbersOf(epoch))))];
  return names.map((name, index) => ({ name, style: index + 1, points: epochs.map((epoch) => [epoch.epoch, numbersOf(epoch)[name] ?? NaN] as const) }));
}

import { chart, type Series } from './chart.js';
import { markup, type Markup } from './markup.js';
import { confusionTable, facts, page, quarantineList, samples, warnings, type Fact } from './parts.js';
import type { RunFolder } from './read.js';
import type { RunRecord } from './record.js';
import { count, counted, duration, percent } from './words.js';

/** A run as one HTML page. Pure. */
export function runPage(run: RunFolder): string {
  const { record, test, options } = run;
  return page(`whisker · ${run.name}`, [
    markup`<header><h1>${run.name}</h1>${headline(record)}</header>`,
    ...warnings(run),
    facts(factsOf(record)),
    markup`<h2>Curves</h2><div class="pair">${accuracyChart(record)}${lossChart(record)}</div>`,
    test === undefined ? markup`` : markup`<h2>Test set, class by class</h2><p class="soft">Rows are what a picture is, columns what it was called.</p>${confusionTable(test)}`,
    run.grids.length === 0 ? markup`` : markup`<h2>Generated pictures</h2><p class="soft">From the same noise at each epoch.</p>${samples(run.grids)}`,
    markup`<h2>Pictures set aside</h2>${quarantineList(run)}`,
    options === undefined ? markup`` : markup`<h2>Options in force</h2><details><summary>run.yaml</summary><pre>${options}</pre></details>`,
  ]);
}

function headline({ start, end, resumed }: RunRecord): Markup {
  if (start === undefined) return markup`<p class="soft">The run has not begun.</p>`;
  const { counts, classes } = start;
  const state = end === undefined ? 'in progress, or it ended without a word' : `${end.outcome}${end.outcome === 'done' ? '' : `: ${end.message}`}`;
  return markup`<p><strong>${start.recipe}</strong> · ${start.model} at ${start.size} px · ${counted(classes.length, 'class', 'classes')} · ${counted(counts.labelled, 'label')} and ${counted(counts.unlabelled, 'unlabelled picture')} · seed ${start.seed}</p>
<p class="soft">${start.engine} · begun ${new Date(start.time).toISOString().slice(0, 16).replace('T', ' ')} UTC${resumed === 0 ? '' : ` · resumed ${counted(resumed, 'time')}`} · ${state}</p>`;
}

function factsOf({ start, end, best, epochs, waiting }: RunRecord): Fact[] {
  const last = epochs.at(-1);
  const seconds = end?.seconds ?? epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return [
    ...(end?.test === undefined ? [] : [{ name: 'Test accuracy', value: percent(end.test.accuracy), beside: `error ${percent(1 - end.test.accuracy)}, ${counted(end.test.count, 'picture')}` }]),
    ...(best === undefined ? [] : [{ name: 'Best validation', value: percent(best.val.accuracy), beside: `epoch ${best.epoch} of ${start?.epochs ?? '?'}` }]),
    ...(last === undefined ? [] : [{ name: 'Epochs', value: count(last.epoch), beside: `${counted(last.step, 'step')}` }]),
    { name: 'Time', value: duration(seconds), beside: last === undefined ? undefined : `${count(last.imagesPerSecond)} images a second` },
    ...(waiting === undefined ? [] : [{ name: 'Waiting for data', value: percent(waiting), beside: "of the steps' time" }]),
    ...(start === undefined ? [] : [{ name: 'Parameters', value: count(start.parameters.classifier), beside: start.parameters.generator === 0 ? 'classifier' : `classifier; generator ${count(start.parameters.generator)}` }]),
  ];
}

function accuracyChart({ epochs, best }: RunRecord): Markup {
  const series: Series[] = [{ name: 'validation accuracy', look: 0, points: epochs.map(({ epoch, val }) => [epoch, val.accuracy] as const) }];
  const mark = best && { x: best.epoch, y: best.val.accuracy, text: `best: ${percent(best.val.accuracy)}, epoch ${best.epoch}` };
  return chart({ title: 'Validation accuracy', x: 'epoch', unit: 'percent', series, ...(mark && { mark }) });
}

function lossChart({ epochs }: RunRecord): Markup {
  const names = [...new Set(epochs.flatMap(({ losses }) => Object.keys(losses)))];
  const training = names.map((name, index): Series => ({ name, look: index + 1, points: epochs.map(({ epoch, losses }) => [epoch, losses[name] ?? NaN] as const) }));
  const validation: Series = { name: 'validation', look: 0, points: epochs.map(({ epoch, val }) => [epoch, val.loss] as const) };
  return chart({ title: 'Losses', x: 'epoch', unit: 'number', series: [validation, ...training] });
}

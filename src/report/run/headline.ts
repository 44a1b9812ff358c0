import { formatBytes, formatCount, formatDuration, formatPercent, pluralize } from '../../config/index.js';
import { calibrationOf } from '../calibration.js';
import { classScores, meanOf } from '../class-scores.js';
import { markup, type Markup } from '../markup.js';
import { facts, type Fact } from '../parts.js';
import type { RunFolder } from '../read.js';
import { formatMoment } from '../state.js';

/** Returns the top of a run's page: what was trained, its state, warnings and the most important numbers. */
export function headline(run: RunFolder): Markup[] {
  return [markup`<header><h1>${run.name}</h1>${about(run)}${stateLine(run)}</header>`, ...warnings(run), facts(factsOf(run))];
}

function about({ summary: { start, begun = 0, resumed } }: RunFolder): Markup {
  if (start === undefined) return markup``;
  const { counts, classes } = start;
  return markup`<p><strong>${start.recipe}</strong> · ${start.model} at ${start.size} px · ${pluralize(classes.length, 'class', 'classes')} · ${pluralize(counts.labelled, 'label')} and ${pluralize(counts.unlabelled, 'unlabelled picture')} · seed ${start.seed}</p>
<p class="soft">${start.engine} · started ${formatMoment(begun)}${resumed === 0 ? '' : ` · resumed ${pluralize(resumed, 'time')}`}</p>`;
}

function stateLine({ state }: RunFolder): Markup {
  return markup`<p><span class="state ${state.kind === 'done' ? 'good' : state.kind === 'dead' || state.kind === 'failed' ? 'bad' : 'open'}">${state.kind}</span>${state.detail}${state.command === '' ? undefined : markup`${state.detail === '' ? '' : '. '}<code>${state.command}</code> continues it.`}</p>`;
}

function factsOf({ summary: { start, end, best, epochs, waiting, memory }, evaluation, predictions = [] }: RunFolder): Fact[] {
  const last = epochs.at(-1);
  const seconds = end?.seconds ?? epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const f1 = evaluation === undefined ? null : meanOf(classScores(evaluation).map((scores) => scores.f1));
  const test = end?.test;
  return [
    ...(test === undefined ? [] : [{ name: 'Test accuracy', value: formatPercent(test.accuracy), note: `error ${formatPercent(1 - test.accuracy)}, ${pluralize(test.count, 'picture')}` }]),
    ...(f1 === null ? [] : [{ name: 'Macro F1', value: formatPercent(f1), note: 'mean over the classes, test set' }]),
    ...(predictions.length === 0 ? [] : [{ name: 'Calibration error', value: formatPercent(calibrationOf(predictions).error), note: 'expected (ECE), test set' }]),
    ...(best === undefined ? [] : [{ name: 'Best validation', value: formatPercent(best.val.accuracy), note: `epoch ${best.epoch} of ${start?.epochs ?? '?'}` }]),
    ...(last === undefined ? [] : [{ name: 'Epochs', value: formatCount(last.epoch), note: `${pluralize(last.step, 'step')}` }]),
    { name: 'Time', value: formatDuration(seconds), note: last === undefined || last.trainedOnPerSecond === 0 ? undefined : `trained on ${formatCount(last.trainedOnPerSecond)} images/s` },
    ...(waiting === undefined ? [] : [{ name: 'Waiting for data', value: formatPercent(waiting), note: "of the steps' time" }]),
    ...(memory === undefined ? [] : [{ name: 'Memory', value: formatBytes(memory), note: 'most at once' }]),
    ...(start === undefined ? [] : [{ name: 'Parameters', value: formatCount(start.parameters.classifier), note: start.parameters.generator === 0 ? 'classifier' : `classifier; generator ${formatCount(start.parameters.generator)}` }]),
  ];
}

/** More warnings would push the results out of sight. */
const MAX_WARNINGS = 5;

/** Returns the warnings of the run, and those about its log. */
function warnings({ summary, skipped }: RunFolder): Markup[] {
  const texts = [...summary.warnings];
  if (skipped.unknown > 0) texts.push(`${pluralize(skipped.unknown, 'event')} of a newer version of whisker ${skipped.unknown === 1 ? 'is' : 'are'} not shown.`);
  if (skipped.other > 0) texts.push(`${pluralize(skipped.other, 'event')} with the fields of another version of whisker ${skipped.other === 1 ? 'is' : 'are'} not shown: the version that wrote the run shows them.`);
  if (skipped.bad.length > 0) texts.push(`These lines of events.jsonl are not events: ${skipped.bad.slice(0, 20).join(', ')}.`);
  const [shown, more] = [texts.slice(0, MAX_WARNINGS), texts.slice(MAX_WARNINGS)].map((some) => some.map((text) => markup`<p class="warning">${text}</p>`));
  return [...(shown ?? []), ...(more === undefined || more.length === 0 ? [] : [markup`<details><summary>${pluralize(more.length, 'more warning')}</summary>${more}</details>`])];
}

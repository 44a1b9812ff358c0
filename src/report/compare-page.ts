import { formatCount, pluralize } from '../config/index.js';
import { confusionsSection } from './compare/confusions.js';
import { differencesSection } from './compare/differences.js';
import { labelsSection } from './compare/labels.js';
import { resultsSection } from './compare/results.js';
import type { EventOf } from '../events/index.js';
import { groupsOf, type RunGroup } from './groups.js';
import { markup, type Markup } from './markup.js';
import { page, type Section } from './page.js';
import { samples, soft } from './parts.js';
import type { RunFolder } from './read.js';
import { describeState } from './state.js';

/** Returns the HTML page that compares several runs. `link` returns the address of a run's own page. */
export function comparePage(name: string, runs: readonly RunFolder[], link: (run: RunFolder) => string): string {
  const groups = groupsOf(runs);
  return page(`whisker · ${name}`, [markup`<header><h1>${name}</h1>${headline(runs, groups)}</header>`, ...untested(runs)], [
    resultsSection(runs, groups, link),
    ...differencesSection(groups),
    ...labelsSection(groups),
    ...confusionsSection(groups),
    ...generated(groups),
    { title: 'Runs', body: [markup`<ul>${runs.map((run) => markup`<li><a href="${link(run)}">${run.name}</a> <span class="soft">${describeState(run.state)}</span></li>`)}</ul>`] },
  ]);
}

function headline(runs: readonly RunFolder[], groups: readonly RunGroup[]): Markup {
  const starts = runs.flatMap(({ summary }) => (summary.start === undefined ? [] : [summary.start]));
  const [start] = starts;
  if (start === undefined) return markup`<p class="soft">No run has started.</p>`;
  const recipes = [...new Set(groups.map(({ recipe }) => recipe))];
  // Only what all runs share.
  const common = (describe: (one: EventOf<'run-start'>) => string): string[] => (starts.every((one) => describe(one) === describe(start)) ? [describe(start)] : []);
  const facts = [
    ...common(({ model, size }) => `${model} at ${size} px`), ...common(({ classes }) => pluralize(classes.length, 'class', 'classes')), ...common(({ counts }) => pluralize(counts.labelled, 'label')),
    ...common(({ counts }) => `${formatCount(counts.unlabelled)} unlabelled`), ...common(({ counts }) => pluralize(counts.test, 'test picture')),
  ];
  return markup`<p><strong>${recipes.join(' and ') || start.recipe}</strong>${facts.map((fact) => ` · ${fact}`)}</p>${common(({ engine }) => engine).map(soft)}`;
}

const untested = (runs: readonly RunFolder[]): Markup[] =>
  runs.filter(({ summary }) => summary.end?.test === undefined).map(({ name, state }) => markup`<p class="warning">${name} has no test result: ${describeState(state)}.</p>`);

function generated(groups: readonly RunGroup[]): Section[] {
  const grids = groups.flatMap(({ tested }) => tested).findLast(({ run }) => run.grids.length > 0)?.run.grids ?? [];
  return grids.length === 0 ? [] : [{ title: 'Generated pictures', body: [samples(grids)] }];
}

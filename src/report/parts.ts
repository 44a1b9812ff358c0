import { formatCount, formatPercent, pluralize } from '../config/index.js';
import type { Evaluation, Grid, RunFolder } from './read.js';
import { markup, Markup } from './markup.js';
import { stylesheet } from './stylesheet.js';

/** Returns a whole page. It loads nothing from elsewhere. */
export function page(title: string, body: Markup | readonly Markup[]): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${new Markup(stylesheet)}</style></head><body><main>
${body}
<footer>Made by whisker from the run's folder. This page needs no network.</footer>
</main></body></html>
`.text;
}

/** A figure in a box: its name, its value and a note. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

export const facts = (all: readonly Fact[]): Markup =>
  markup`<dl class="facts">${all.map(({ name, value, note }) => markup`<div><dt>${name}</dt><dd>${value}${note === undefined ? undefined : markup`<small>${note}</small>`}</dd></div>`)}</dl>`;

/** Returns a table. The first cell of each row is its heading; `totals` are emphasized rows at the end. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], totals: readonly (readonly string[])[] = []): Markup {
  const row = (cells: readonly string[], kind: string): Markup =>
    markup`<tr class="${kind}">${cells.map((cell, index) => (index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))}</tr>`;
  return markup`<div class="scroll"><table><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => row(cells, ''))}${totals.map((cells) => row(cells, 'total'))}</tbody></table></div>`;
}

/** A larger table would be unreadable. */
const MAX_CLASSES = 30;

/** Returns the confusion matrix: a row for each true class, a column for each predicted one. Each cell is as dark as its share of the row. */
export function confusionTable({ classes, confusion }: Evaluation): Markup {
  if (classes.length > MAX_CLASSES) return markup`<p class="soft">${formatCount(classes.length)} classes: <code>whisker evaluate RUN --json</code> prints the whole table.</p>`;
  const rows = confusion.map((cells, truth) => {
    const total = cells.reduce((sum, cell) => sum + cell, 0);
    const recall = total === 0 ? '–' : formatPercent((cells[truth] ?? 0) / total);
    const columns = cells.map((cell, predicted) => {
      const heat = total === 0 ? 0 : cell / total;
      return markup`<td class="${predicted === truth ? 'correct' : ''}" style="background: rgba(var(--heat), ${(heat * 0.55).toFixed(3)})" title="${classes[truth]} predicted as ${classes[predicted]}: ${cell} of ${total}">${formatCount(cell)}</td>`;
    });
    return markup`<tr><th scope="row">${classes[truth]}</th>${columns}<td>${recall}</td></tr>`;
  });
  return markup`<div class="scroll"><table class="confusion"><thead><tr><th scope="col">true \\ predicted</th>${classes.map((name) => markup`<th scope="col">${name}</th>`)}<th scope="col">correct</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export const samples = (grids: readonly Grid[]): Markup =>
  markup`<div class="samples">${grids.map(({ epoch, data }) => markup`<figure><img src="${data}" alt="generated pictures after epoch ${epoch}"><figcaption>epoch ${epoch}</figcaption></figure>`)}</div>`;

/** Quarantined pictures that a page lists. */
const MAX_LISTED = 200;

export function quarantineList({ summary }: RunFolder): Markup {
  const all = summary.quarantined;
  if (all.length === 0) return markup`<p class="soft">No picture was quarantined.</p>`;
  const more = all.length > MAX_LISTED ? markup`<p class="soft">and ${formatCount(all.length - MAX_LISTED)} more, in <code>quarantine.jsonl</code></p>` : undefined;
  return markup`<details><summary>${pluralize(all.length, 'quarantined picture')}</summary>
<div class="scroll"><table class="wrap"><tbody>${all.slice(0, MAX_LISTED).map(({ path, reason }) => markup`<tr><td class="mono">${path}</td><td>${reason}</td></tr>`)}</tbody></table></div>${more}</details>`;
}

/** Returns the warnings of the run, and those about its log. */
export function warnings({ summary, skipped }: RunFolder): Markup[] {
  const texts = [...summary.warnings];
  if (skipped.unknown > 0) texts.push(`${pluralize(skipped.unknown, 'event')} of a newer version of whisker ${skipped.unknown === 1 ? 'is' : 'are'} not shown.`);
  if (skipped.bad.length > 0) texts.push(`These lines of events.jsonl are not events: ${skipped.bad.slice(0, 20).join(', ')}.`);
  return texts.map((text) => markup`<p class="warning">${text}</p>`);
}

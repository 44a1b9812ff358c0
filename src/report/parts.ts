import type { Grid, Judged, RunFolder } from './read.js';
import { markup, Markup } from './markup.js';
import { count, counted, percent } from './words.js';
import { style } from './style.js';

/** A page of its own: nothing in it is fetched from anywhere. */
export function page(title: string, body: Markup | readonly Markup[]): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${new Markup(style)}</style></head><body><main>
${body}
<footer>Written by whisker from the run's folder. This page needs no network.</footer>
</main></body></html>
`.text;
}


/** A figure worth a box: what it is, its number, a word beside it. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly beside?: string | undefined;
}

export const facts = (all: readonly Fact[]): Markup =>
  markup`<dl class="facts">${all.map(({ name, value, beside }) => markup`<div><dt>${name}</dt><dd>${value}${beside === undefined ? undefined : markup`<small>${beside}</small>`}</dd></div>`)}</dl>`;

/** A table with a head; the first cell of a row is its heading. `sums` are rows that stand out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], sums: readonly (readonly string[])[] = []): Markup {
  const row = (cells: readonly string[], kind: string): Markup =>
    markup`<tr class="${kind}">${cells.map((cell, index) => (index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))}</tr>`;
  return markup`<div class="scroll"><table><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => row(cells, ''))}${sums.map((cells) => row(cells, 'sum'))}</tbody></table></div>`;
}

/** More classes than this make a table that nobody reads. */
const MOST_CLASSES = 30;

/** Which class was called what: rows are the true class, columns the answer; each cell as dark as its share of the row. */
export function confusionTable({ classes, confusion }: Judged): Markup {
  if (classes.length > MOST_CLASSES) return markup`<p class="soft">${count(classes.length)} classes: <code>whisker evaluate RUN --json</code> has the whole table.</p>`;
  const rows = confusion.map((cells, truth) => {
    const total = cells.reduce((sum, cell) => sum + cell, 0);
    const right = total === 0 ? '–' : percent((cells[truth] ?? 0) / total);
    const told = cells.map((cell, answer) => {
      const heat = total === 0 ? 0 : cell / total;
      return markup`<td class="${answer === truth ? 'right' : ''}" style="background: rgba(var(--heat), ${(heat * 0.55).toFixed(3)})" title="${classes[truth]} called ${classes[answer]}: ${cell} of ${total}">${count(cell)}</td>`;
    });
    return markup`<tr><th scope="row">${classes[truth]}</th>${told}<td>${right}</td></tr>`;
  });
  return markup`<div class="scroll"><table class="confusion"><thead><tr><th scope="col">is \\ called</th>${classes.map((name) => markup`<th scope="col">${name}</th>`)}<th scope="col">right</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export const samples = (grids: readonly Grid[]): Markup =>
  markup`<div class="samples">${grids.map(({ epoch, data }) => markup`<figure><img src="${data}" alt="generated pictures after epoch ${epoch}"><figcaption>epoch ${epoch}</figcaption></figure>`)}</div>`;

/** Quarantined pictures that a page names. */
const MOST_NAMED = 200;

export function quarantineList({ record }: RunFolder): Markup {
  const all = record.quarantined;
  if (all.length === 0) return markup`<p class="soft">No picture was set aside.</p>`;
  const more = all.length > MOST_NAMED ? markup`<p class="soft">and ${count(all.length - MOST_NAMED)} more, in <code>quarantine.jsonl</code></p>` : undefined;
  return markup`<details><summary>${counted(all.length, 'picture')} set aside</summary>
<div class="scroll"><table class="wrap"><tbody>${all.slice(0, MOST_NAMED).map(({ path, reason }) => markup`<tr><td class="mono">${path}</td><td>${reason}</td></tr>`)}</tbody></table></div>${more}</details>`;
}

/** What went wrong in the run, or in reading its log. */
export function warnings({ record, skipped }: RunFolder): Markup[] {
  const texts = [...record.warnings];
  if (skipped.unknown > 0) texts.push(`${counted(skipped.unknown, 'event')} of a newer whisker could not be shown.`);
  if (skipped.bad.length > 0) texts.push(`Lines of events.jsonl that are no events: ${skipped.bad.slice(0, 20).join(', ')}.`);
  return texts.map((text) => markup`<p class="warning">${text}</p>`);
}

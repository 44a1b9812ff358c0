import type { Grid } from './embed.js';
import { markup, Markup } from './markup.js';

/** A figure in a box: its name, its value and a note. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

export const facts = (all: readonly Fact[]): Markup =>
  markup`<dl class="facts">${all.map(({ name, value, note }) => markup`<div><dt>${name}</dt><dd>${value}${note === undefined ? undefined : markup`<small>${note}</small>`}</dd></div>`)}</dl>`;

export interface Table {
  /** What it shows, for people who do not see it. */
  readonly name: string;
  readonly head: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** Emphasized rows at the end. */
  readonly totals?: readonly (readonly string[])[];
  /** Classes of the stylesheet. */
  readonly kind?: string;
}

/** Returns a table. Where it is wider or longer than its place, it scrolls, also with the keyboard. */
export function table({ name, head, rows, totals = [], kind = '' }: Table): Markup {
  const row = (cells: readonly (string | Markup)[], total: boolean): Markup =>
    markup`<tr${total ? new Markup(' class="total"') : undefined}>${cells.map((cell, index) => (index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))}</tr>`;
  return scroll(name, markup`<table class="${kind}"><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => row(cells, false))}${totals.map((cells) => row(cells, true))}</tbody></table>`);
}

/** Puts something wide into a box that scrolls. */
export const scroll = (name: string, inside: Markup): Markup => markup`<div class="scroll" role="region" aria-label="${name}" tabindex="0">${inside}</div>`;

export const pair = (...figures: readonly Markup[]): Markup => markup`<div class="pair">${figures}</div>`;

export const soft = (text: string): Markup => markup`<p class="soft">${text}</p>`;

export const samples = (grids: readonly Grid[]): Markup =>
  markup`<div class="samples">${grids.map(({ epoch, data }) => markup`<figure><img src="${data}" alt="generated pictures after epoch ${epoch}"><figcaption>epoch ${epoch}</figcaption></figure>`)}</div>`;

import { createHash } from 'node:crypto';
import { markup, Markup } from './markup.js';
import { script } from './script.js';
import { formatMoment } from './state.js';
import { stylesheet } from './stylesheet.js';

/** A part of a page, with a heading that the list of contents names. */
export interface Section {
  readonly title: string;
  readonly body: readonly Markup[];
}

/** What a page may do: show what is in it, and nothing else. Browsers then load nothing, whatever a name in it says. */
const POLICY = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** Returns a whole page. It loads nothing from elsewhere. */
export function page(title: string, head: readonly Markup[], sections: readonly Section[] = []): string {
  const named = sections.map((section) => ({ ...section, id: section.title.toLowerCase().replaceAll(/[^a-z]+/g, '-') }));
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(stylesheet)}</style></head><body><main>
${head}
${named.length < 3 ? undefined : markup`<nav aria-label="Contents">${named.map(({ id, title: name }) => markup`<a href="#${id}">${name}</a> `)}</nav>`}
${named.map(({ id, title: name, body }) => markup`<section aria-labelledby="${id}"><h2 id="${id}">${name}</h2>${body}</section>`)}
<footer>Made by whisker from the run's folder, ${formatMoment(Date.now())}. This page needs no network.</footer>
</main><script>${new Markup(script)}</script></body></html>
`.text;
}

import { formatPercent, pluralize } from '../../config/index.js';
import { markup, type Markup } from '../markup.js';
import { samples, soft } from '../parts.js';
import type { Section } from '../page.js';
import type { Example, Examples } from '../predictions.js';
import type { RunFolder } from '../read.js';

/** Returns the pictures of the test set that were classified wrongly, and those that the classifier was least sure of. */
export function examplesSection({ state, name }: RunFolder, examples: Examples | undefined): Section[] {
  const title = 'Mistakes';
  if (examples === undefined) {
    if (state.kind !== 'done') return [];
    return [{ title, body: [markup`<p class="soft">This run has no <code>predictions.jsonl</code>, so its mistakes are not known. <code>whisker evaluate ${name} --predictions ${name}/predictions.jsonl</code> writes it.</p>`] }];
  }
  const { wrong, wrongCount, unsure } = examples;
  const missing = [...wrong, ...unsure].filter(({ data }) => data === undefined).length;
  return [{
    title,
    body: [
      missing === 0 ? markup`` : markup`<p class="warning">${pluralize(missing, 'picture')} of the test set ${missing === 1 ? 'was' : 'were'} not found or cannot be read. If the data was moved: <code>whisker report ${name} --data DIR</code>.</p>`,
      soft(wrongCount === 0 ? 'No picture of the test set was classified wrongly.' : `${pluralize(wrongCount, 'picture')} of the test set ${wrongCount === 1 ? 'was' : 'were'} classified wrongly.${wrongCount > wrong.length ? ` The ${wrong.length} that it was surest of:` : ' The surest first:'}`),
      gallery(wrong),
      ...(unsure.length === 0 ? [] : [markup`<h3>Right, but least sure</h3>`, gallery(unsure)]),
    ],
  }];
}

const gallery = (all: readonly Example[]): Markup => markup`<ul class="gallery">${all.map(tile)}</ul>`;

function tile({ path, class: truth, predicted, confidence, data }: Example): Markup {
  const words = truth === predicted ? `${truth}, ${formatPercent(confidence, 1)}` : `${truth}, predicted ${predicted}, ${formatPercent(confidence, 1)}`;
  return markup`<li title="${path}">${data === undefined ? markup`<div class="gone">not found</div>` : markup`<img src="${data}" alt="${path}: ${words}">`}
<span><b>${truth}</b>${truth === predicted ? undefined : markup` <span class="as">→ ${predicted}</span>`}</span><small>${formatPercent(confidence, 1)}</small></li>`;
}

/** Returns some of the grids of generated pictures. */
export const generatedSection = ({ grids }: RunFolder): Section[] =>
  (grids.length === 0 ? [] : [{ title: 'Generated pictures', body: [soft('Every epoch uses the same noise.'), samples(grids)] }]);

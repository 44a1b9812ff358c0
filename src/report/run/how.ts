import { formatBytes, formatCount, formatDuration, pluralize } from '../../config/index.js';
import { markup, type Markup } from '../markup.js';
import type { PresetDifferences } from '../options.js';
import { scroll, soft, table } from '../parts.js';
import type { Section } from '../page.js';
import type { RunFolder } from '../read.js';
import { formatMoment } from '../state.js';

/** Returns the machine, and when the run started, stopped and was resumed. */
export function historySection({ summary: { start, history, machines, begun }, record: { about } }: RunFolder): Section[] {
  if (start === undefined || begun === undefined) return [];
  const versions = Object.entries(typeof about['versions'] === 'object' ? about['versions'] ?? {} : {}).filter(([name]) => name !== 'node' || machines.length === 0).map(([name, value]) => `${name} ${value}`);
  return [{
    title: 'Machine and history',
    body: [
      ...machines.map(({ processor, cores, memory, system, node }) => markup`<p>${processor} · ${pluralize(cores, 'core')} · ${formatBytes(memory)} of memory · ${system} · Node ${node}</p>`),
      soft([start.engine, ...versions].join(' · ')),
      table({
        name: 'Starts and interruptions', kind: 'wrap long', head: ['time', 'since the start', 'what happened'],
        rows: history.map(({ time, text }) => [formatMoment(time), formatDuration(Math.max(0, time - begun) / 1000), text]),
      }),
    ],
  }];
}

/** Returns the options that differ from a preset, and all of them. */
export function optionsSection({ options }: RunFolder, differences: PresetDifferences | undefined): Section[] {
  if (options === undefined) return [];
  return [{
    title: 'Options',
    body: [
      ...(differences === undefined ? [] : differencesPart(differences)),
      markup`<details><summary>run.yaml: every option</summary><pre tabindex="0">${options}</pre></details>`,
    ],
  }];
}

const differencesPart = ({ preset, options }: PresetDifferences): Markup[] =>
  options.length === 0
    ? [markup`<p>The options are those of <code>--preset ${preset}</code>.</p>`]
    : [
        markup`<p>The nearest preset is <code>${preset}</code>. These options differ from it:</p>`,
        table({ name: `Options that differ from the preset ${preset}`, kind: 'wrap', head: ['option', 'this run', preset], rows: options.map(({ name, own, preset: expected }) => [markup`<code>${name}</code>`, own, expected]) }),
      ];

/** Quarantined pictures that a page lists. */
const MAX_LISTED = 200;

/** Returns the pictures that could not be used. */
export function quarantineSection({ summary: { quarantined: all } }: RunFolder): Section[] {
  const more = all.length > MAX_LISTED ? markup`<p class="soft">and ${formatCount(all.length - MAX_LISTED)} more, in <code>quarantine.jsonl</code></p>` : undefined;
  const rows = all.slice(0, MAX_LISTED).map(({ path, reason }) => markup`<tr><td class="mono">${path}</td><td>${reason}</td></tr>`);
  return [{
    title: 'Quarantined pictures',
    body: all.length === 0 ? [soft('No picture was quarantined.')] : [markup`<details><summary>${pluralize(all.length, 'quarantined picture')}</summary>
${scroll('Quarantined pictures', markup`<table class="wrap"><thead><tr><th scope="col">picture</th><th scope="col">reason</th></tr></thead><tbody>${rows}</tbody></table>`)}${more}</details>`],
  }];
}

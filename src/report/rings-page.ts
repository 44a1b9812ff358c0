import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../disk/index.js';
import { formatDuration, formatPercent, pluralize } from '../config/index.js';
import { formatRings, RINGS_FILE, type LearnerName, type RingsEvent } from '../events/index.js';
import { errors } from './errors.js';
import { markup, type Markup } from './markup.js';
import { page } from './page.js';
import { table } from './parts.js';
import { figuresFile, pointFigure, titles } from './point-figure.js';

/** The demo of two circles at its end, and how it was made. */
export interface RingsResult {
  readonly event: RingsEvent;
  readonly seed: number;
  /** The engine, for people. */
  readonly engine: string;
}

const captions: Readonly<Record<LearnerName, string>> = {
  'labels only': 'The classifier sees nothing but the labels. Many boundaries fit them.',
  good: 'The generator repeats the data. Real and generated points lie in the same places, so the classifier hardly learns from them where the classes end.',
  complement: 'The generator fills the gaps between the data. To tell these points from real ones, the classifier has to see the gap, and its boundary moves there.',
};

/**
 * Writes `report.html`, `rings.svg` and the recording for a replay into a folder.
 * @param events those of the whole demo
 * @throws WorkFailed if they cannot be written
 */
export async function writeRings(folder: string, result: RingsResult, events: readonly RingsEvent[]): Promise<{ readonly report: string; readonly figure: string; readonly recording: string }> {
  const files = { report: join(folder, 'report.html'), figure: join(folder, 'rings.svg'), recording: join(folder, RINGS_FILE) };
  try {
    await mkdir(folder, { recursive: true });
    await writeAtomically(files.figure, figuresFile(result.event));
    await writeAtomically(files.report, ringsPage(result));
    await writeAtomically(files.recording, formatRings(events));
  } catch (error) {
    throw errors.unwritable(files.report, error);
  }
  return files;
}

/** Returns the page of the demo of two circles. Pure. */
export function ringsPage({ event, seed, engine }: RingsResult): string {
  const { labelled, unlabelled, learners, steps, seconds } = event;
  const figure = (name: LearnerName): Markup[] => learners.filter((learner) => learner.name === name).map((learner) => markup`<figure class="chart"><figcaption><strong>${titles[name]}</strong><span>accuracy ${formatPercent(learner.accuracy, 1)}</span></figcaption>${pointFigure(event, learner)}<p class="soft">${captions[name]}</p></figure>`);
  return page('whisker · rings', [
    markup`<header><h1>A good and a bad generator</h1><p>${pluralize(labelled.classes.length, 'label')} and ${pluralize(unlabelled.length / 2, 'unlabelled point')} of two circles · ${pluralize(steps, 'step')} in ${formatDuration(seconds)} · seed ${seed}</p><p class="soft">${engine}</p></header>`,
    markup`<p>The three classifiers start from the same weights and have the same labels. The two with a generator learn as in the recipe <code>sgan</code>, and differ in what their generator learns to make.</p>`,
    markup`<div class="pair">${[...figure('good'), ...figure('complement')]}</div>`,
    markup`<p class="soft">● and ■ labels of the inner and the outer circle · gray dots: unlabelled · × generated · line: decision boundary · shaded: places that D calls real (D &gt; ½), by class</p>`,
    markup`<h2>Accuracy</h2>${table({ name: 'Accuracy', head: ['classifier', 'accuracy', 'generated points on the data', 'data near a generated point'], rows: learners.map(({ name, accuracy, onData, covered }) => [titles[name], ...[accuracy, onData, covered].map((value) => (value === null ? '–' : formatPercent(value, 1)))]) })}`,
    markup`<h2>Without a generator</h2><div class="pair">${figure('labels only')}<div></div></div>`,
  ]);
}

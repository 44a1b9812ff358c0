import type { PresetDifferences } from './options.js';
import { page } from './page.js';
import type { Examples } from './predictions.js';
import type { RunFolder } from './read.js';
import { calibrationSection, classesSection } from './run/classes.js';
import { curvesSection } from './run/curves.js';
import { epochsSection } from './run/epochs.js';
import { headline } from './run/headline.js';
import { historySection, optionsSection, quarantineSection } from './run/how.js';
import { examplesSection, generatedSection } from './run/pictures.js';
import { speedSection } from './run/speed.js';
import { viewsSection } from './views.js';

/** Returns the HTML page of a run. @param examples its mistakes, where its predictions are known */
export const runPage = (run: RunFolder, examples: Examples | undefined, differences: PresetDifferences | undefined): string =>
  page(`whisker · ${run.name}`, headline(run), [
    curvesSection(run),
    ...classesSection(run),
    ...calibrationSection(run),
    ...examplesSection(run, examples),
    ...generatedSection(run),
    ...viewsSection(run.views),
    ...speedSection(run),
    ...epochsSection(run),
    ...historySection(run),
    ...optionsSection(run, differences),
    ...quarantineSection(run),
  ]);

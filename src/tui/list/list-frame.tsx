import { Box, useInput } from 'ink';
import { useCallback, type ReactNode } from 'react';
import { pluralize } from '../../config/index.js';
import { statusNotice, type AccuracyPoint, type RunOverview } from '../../events/index.js';
import { drawChart } from '../charts/index.js';
import { namesOf } from '../keys/key-names.js';
import { mouseEventOf, type MouseEvent } from '../keys/mouse.js';
import { LARGEST, SMALLEST } from '../layout.js';
import { noticeRows } from '../notice.js';
import { Lines } from '../screen/lines.js';
import { plain } from '../text/cells.js';
import { atBothEnds, bold, coloured, dim, fitLine, joined, span, widthOfLine } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import type { Theme } from '../text/theme.js';
import { nameOf, runTable, stateInWords } from './columns.js';
import { selectedIndex, stateOfRun, type ListView } from './list-state.js';

/** The colours of the runs in a chart, in the order in which they were marked. */
const COLOURS: readonly Colour[] = ['sky', 'orange', 'green', 'purple', 'yellow', 'blue', 'vermillion'];
/** Rows around the runs: the header, the titles, the footer, and the last row, which stays empty. */
const OTHER_ROWS = 4;

/** Everything that a frame of the list shows. */
export interface ListScene {
  readonly folder: string;
  /** Null until they were read. */
  readonly runs: readonly RunOverview[] | null;
  readonly view: ListView;
  /** The validation accuracy of the marked runs over the epochs, by folder. */
  readonly curves: ReadonlyMap<string, readonly AccuracyPoint[]>;
  /** The answer to the last key; empty after some seconds. */
  readonly statusMessage: string;
  /** ms since 1970. */
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  readonly theme: Theme;
}

/** The runs, and what a person has chosen of them. */
type Shown = Pick<ListScene, 'view' | 'now'> & { readonly runs: readonly RunOverview[] };

/** The list, or the chart of the marked runs, and the keyboard. */
export function ListFrame({ scene, onKey, onMouse }: { readonly scene: ListScene; readonly onKey: (key: string) => void; readonly onMouse: (event: MouseEvent) => void }): ReactNode {
  useInput(useCallback((input, key) => {
    const event = mouseEventOf(input);
    if (event === null) namesOf(input, key).forEach(onKey);
    else if (event !== 'ignored') onMouse(event);
  }, [onKey, onMouse]));
  const { columns, rows, theme, view } = scene;
  const width = Math.min(columns, LARGEST.columns);
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return <Lines width={columns} height={1} theme={theme} lines={[smallLine(scene)]} />;
  const height = Math.min(rows, LARGEST.rows) - 1;
  const { runs } = scene;
  const body = runs === null ? [[], [dim('  reading the runs')]] : (view.chart ? chartLines : listLines)({ ...scene, runs }, width, height - 2);
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      <Lines width={width} height={height} theme={theme} lines={[headerLine({ ...scene, runs: runs ?? [] }, width), ...filled(body, height - 2), footerLine(scene, width)]} />
    </Box>
  );
}

/** Returns the rows of runs on the screen. */
export const pageRowsOf = (scene: Shown & Pick<ListScene, 'columns' | 'rows'>): number =>
  Math.max(1, Math.min(scene.rows, LARGEST.rows) - OTHER_ROWS - detailRows(scene, Math.min(scene.columns, LARGEST.columns)).length);

function headerLine({ folder, runs, view }: ListScene & Shown, width: number): Line {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(stateOfRun(run), (counts.get(stateOfRun(run)) ?? 0) + 1);
  const states = (['training', 'paused', 'silent', 'dead'] as const).flatMap((state): Line[] => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [[...stateInWords(state), bold(` ${count}`)]];
  });
  const parts: Line[] = [[bold(plain(folder))], [span(pluralize(runs.length, 'run'))], ...states];
  const right: Line = view.marked.length === 0 ? [] : [coloured(`${view.marked.length} marked `, 'sky')];
  return atBothEnds([bold(' whisker', 'sky'), span('  '), ...joined(parts, ' · ', width - 12 - widthOfLine(right))], right, width);
}

function listLines(scene: ListScene & Shown, width: number, height: number): readonly Line[] {
  const { folder, runs, view, now } = scene;
  if (runs.length === 0) return [[], [dim('  no run yet: it appears here once it begins')]];
  const detail = detailRows(scene, width);
  const room = height - 1 - detail.length;
  const { titles, rows } = runTable(runs.map((run) => ({ run, folder, now })), width - 3);
  const selected = selectedIndex(view, runs);
  const shown = rows.slice(view.top, view.top + room).map((row, index): Line => {
    const at = view.top + index;
    const isMarked = view.marked.includes(runs[at]?.folder ?? '');
    const cursor = at === selected ? bold('▸', 'sky') : span(' ');
    return [cursor, isMarked ? bold('* ', 'sky') : span('  '), ...(at === selected ? row.map((one) => ({ ...one, dim: false })) : row)];
  });
  return [[span('   '), ...titles], ...filled(shown, room), ...detail];
}

/** What the selected run needs: why it does not go on and the command that helps, or its facts. */
function detailRows({ runs, view, now }: Shown, width: number): readonly Line[] {
  const run = runs[selectedIndex(view, runs)];
  if (run === undefined || view.chart) return [];
  const notice = noticeRows(statusNotice(run.status, now), width - 1).map((row): Line => [span(' '), run.end?.outcome === 'done' ? dim(row) : bold(row, 'orange')]);
  return notice.length > 0 ? notice : [[span(' '), ...joined(factsOf(run), ' · ', width - 1)]];
}

function factsOf({ folder, run, best }: RunOverview): readonly Line[] {
  if (run === null) return [[dim(plain(folder))]];
  const { counts, classes, seed } = run;
  return [
    [dim(plain(folder))],
    best === null ? [] : [dim('best at epoch '), span(String(best.epoch))],
    [dim(pluralize(classes.length, 'class', 'classes'))],
    [dim(`${pluralize(counts.labelled, 'label')}, ${counts.unlabelled.toFixed(0)} unlabelled`)],
    [dim(`seed ${seed}`)],
  ];
}

/** The validation accuracy of the marked runs over the epochs. */
function chartLines({ folder, runs, view, curves, theme }: ListScene & Shown, width: number, height: number): readonly Line[] {
  const shown = view.marked.flatMap((marked) => runs.filter((run) => run.folder === marked));
  const series = shown.map((run, index) => ({
    name: nameOf({ run, folder }), colour: COLOURS[index % COLOURS.length] ?? 'sky',
    points: (curves.get(run.folder) ?? []).map(({ epoch, accuracy }) => ({ x: epoch, y: accuracy })),
  }));
  const epochs = series.flatMap(({ points }) => points.map(({ x }) => x));
  const title: Line = [dim('─ '), bold('validation accuracy '), dim('─'.repeat(Math.max(0, width - 22)))];
  if (epochs.length === 0) return [title, [], [dim('  the first validation follows the first epoch')]];
  return [title, ...drawChart({
    series, width, height: height - 1, from: Math.min(...epochs), to: Math.max(...epochs), characters: theme.characters, strokes: theme.colours === 2, x: 'epoch', unit: 'percent',
  })];
}

type Key = readonly [key: string, does: string];
const LIST_KEYS: readonly Key[] = [['q', 'quit'], ['enter', 'open'], ['↑ ↓', 'move'], ['space', 'mark'], ['c', 'chart of the marked runs'], ['m', 'mouse']];
const CHART_KEYS: readonly Key[] = [['q', 'quit'], ['esc', 'list']];

function footerLine({ view, statusMessage }: ListScene, width: number): Line {
  if (statusMessage !== '') return [span(' '), { text: plain(statusMessage), colour: 'yellow' }];
  return [span(' '), ...joined((view.chart ? CHART_KEYS : LIST_KEYS).map(([key, does]): Line => [bold(key), dim(` ${does}`)]), '   ', width - 1)];
}

function smallLine({ runs, statusMessage, columns }: ListScene): Line {
  if (statusMessage !== '') return [{ text: plain(statusMessage), colour: 'yellow' }];
  return fitLine([bold('whisker '), span(pluralize(runs?.length ?? 0, 'run')), dim(`: the list needs ${SMALLEST.columns}x${SMALLEST.rows}`)], columns);
}

const filled = (lines: readonly Line[], height: number): readonly Line[] => Array.from({ length: Math.max(0, height) }, (_, row) => lines[row] ?? []);

import { describe, expect, it } from 'vitest';
import type { AccuracyPoint, EventBody, EventOf, RunOverview } from '../../src/events/index.js';
import { ListFrame, pageRowsOf, type ListScene } from '../../src/tui/list/list-frame.js';
import { firstListView, listAnswer, MOST_MARKED, mouseAnswer, scrolled, type ListView } from '../../src/tui/list/list-state.js';
import { listAsText } from '../../src/tui/list/list-text.js';
import { widthOf } from '../../src/tui/text/cells.js';
import { createTheme } from '../../src/tui/text/theme.js';
import { bodies, stamped } from '../events/written.js';
import { shownOn } from './shown.js';

const NOW = new Date(2026, 10, 29, 14, 30).getTime();
const score = (accuracy: number) => ({ accuracy, loss: 0.1, count: 1000 });
const startOf = (recipe: string, model: string, size: number, epochs: number): EventOf<'run-start'> => {
  const [event] = stamped([{ ...bodies.start(), recipe, model, size, epochs } as EventBody], 0, NOW - 3_600_000);
  return event as EventOf<'run-start'>;
};
const endOf = (outcome: 'done' | 'interrupted' | 'failed', test?: number): EventOf<'run-end'> => stamped([{ ...bodies.end(outcome), ...(test !== undefined && { test: score(test) }) } as EventBody])[0] as EventOf<'run-end'>;

function runOf(name: string, more: Partial<RunOverview> = {}): RunOverview {
  return {
    folder: `runs/${name}`, run: startOf('sgan-fixmatch', 'efficientnet-lite0', 128, 100), status: { folder: `runs/${name}`, state: 'running' }, paused: false, end: null,
    epoch: 12, best: { epoch: 9, val: score(0.961) }, secondsLeft: 3725, begun: NOW - 3_600_000, newest: NOW - 1000, ...more,
  };
}
function endedAs(name: string, outcome: 'done' | 'interrupted' | 'failed', test?: number): Pick<RunOverview, 'status' | 'end'> {
  const end = endOf(outcome, test);
  return { end, status: { folder: `runs/${name}`, state: outcome, event: end, resumable: outcome !== 'done' } };
}
const runs: readonly RunOverview[] = [
  runOf('2026-11-29-1410-pets'),
  runOf('compare/sgan-fixmatch-1', { paused: true, secondsLeft: null }),
  runOf('compare/sgan-1', { run: startOf('sgan', 'resnet18', 64, 100), ...endedAs('compare/sgan-1', 'done', 0.9423), epoch: 100, secondsLeft: null, newest: NOW - 1_859_000 }),
  runOf('compare/supervised-1', { run: startOf('supervised', 'resnet18', 64, 200), status: { folder: 'runs/compare/supervised-1', state: 'dead', pid: 7, lastEvent: NOW - 5_400_000, resumable: true }, newest: NOW - 5_400_000, secondsLeft: null }),
  runOf('interrupted', { ...endedAs('interrupted', 'interrupted'), secondsLeft: null, newest: NOW - 86_400_000 * 3 }),
  runOf('failed', { ...endedAs('failed', 'failed'), secondsLeft: null, best: null, newest: new Date(2025, 1, 3).getTime() }),
  runOf('far', { status: { folder: 'runs/far', state: 'silent', since: NOW - 1_800_000, processExists: true }, secondsLeft: null }),
  runOf('empty', { run: null, begun: null, newest: null, best: null, epoch: 0, secondsLeft: null }),
];
const curves = new Map<string, readonly AccuracyPoint[]>(runs.map(({ folder }, index) => [folder, Array.from({ length: 20 }, (_, at) => ({ epoch: at + 1, accuracy: 0.9 - index / 20 - 0.4 * Math.exp(-at / 4) }))]));
const plain = createTheme(2, false);

const sceneOf = (columns: number, rows: number, more: Partial<ListScene> = {}): ListScene => ({
  folder: 'runs', runs, view: firstListView, curves, statusMessage: '', now: NOW, columns, rows, theme: plain, ...more,
});
const frame = (columns: number, rows: number, more: Partial<ListScene> = {}) => shownOn(<ListFrame scene={sceneOf(columns, rows, more)} onKey={() => undefined} onMouse={() => undefined} />, columns, rows);
const SIZES = [[60, 15], [80, 24], [120, 40], [200, 50]] as const;
const views = { list: firstListView, chart: { ...firstListView, marked: runs.slice(0, 3).map(({ folder }) => folder), chart: true } };

describe('the list', () => {
  it.each(SIZES)('of %i x %i has the state, the name, the accuracies and the time of each run', (columns, rows) => {
    const { lines, text } = frame(columns, rows);
    expect(lines[0]).toMatch(/^ whisker {2}runs · 8 runs · ● training 1 · = paused 1/);
    expect(lines[1]).toMatch(/^ {3}state +run .* val +test +left, ended$/);
    expect(lines[2]).toMatch(/^▸ {2}● training +\S*1410-pets.* 96\.1 % +1:02:05 left$/);
    expect(text).toMatch(/^ {3}✓ done +\S*sgan-1.* 96\.1 % +94\.2 % +13:59$/m);
    expect(text).toMatch(/^ {3}✗ dead +\S*upervised-1.* +13:00$/m);
    expect(text).toMatch(/^ {3}■ interrupted +interrupted.* 26 Nov 14:30$/m);
    expect(text).toMatch(/^ {3}! failed .* 2025-02-03$/m);
    expect(text).toMatch(/^ {3}\? silent /m);
    expect(text).toMatch(/^ {3}○ setting up +empty$/m);
    expect(lines.at(-2)).toMatch(/^ q quit {3}enter open {3}↑ ↓ move {3}space mark/);
    expect(lines.at(-1)).toBe('');
    expect(text.includes('efficientnet-lite0 128 px')).toBe(columns >= 120);
    expect(text.includes('  supervised ')).toBe(columns >= 80);
    expect(text.includes('compare/sgan-fixmatch-1')).toBe(columns >= 200);
  });

  it.each(SIZES)('of %i x %i shows the command that resumes a dead run whole', (columns, rows) => {
    const { text } = frame(columns, rows, { view: { ...firstListView, selected: 'runs/compare/supervised-1' } });
    expect(text).toContain('no activity since 13:00:00 (1 h 30 min): process 7 is gone');
    expect(text).toContain('whisker train --resume runs/compare/supervised-1');
  });

  it('scrolls so that the selected run is on the screen', () => {
    const many = Array.from({ length: 200 }, (_, at) => runOf(`run-${at}`));
    const view = { ...firstListView, selected: 'runs/run-150' };
    const scene = sceneOf(80, 24, { runs: many });
    const { lines } = frame(80, 24, { runs: many, view: scrolled(view, many, pageRowsOf({ ...scene, runs: many, view })) });
    expect(lines.filter((line) => /run-\d/.test(line) && !line.startsWith(' runs/'))).toHaveLength(19);
    expect(lines.find((line) => line.startsWith('▸'))).toContain('run-150');
  });

  it('says that it reads, that there is no run yet, and which size it needs', () => {
    expect(frame(80, 24, { runs: null }).text).toContain('reading the runs');
    expect(frame(80, 24, { runs: [] }).text).toContain('no run yet');
    expect(frame(59, 15).text.trim()).toBe('whisker 8 runs: the list needs 60x15');
  });

  it('uses ASCII alone where asked, and a message in place of the keys', () => {
    for (const view of Object.values(views)) expect(frame(80, 24, { view, theme: createTheme(2, true) }).text).toMatch(/^[\n -~]*$/);
    expect(frame(80, 24, { statusMessage: 'x does nothing here' }).lines.at(-2)).toBe(' x does nothing here');
  });
});

describe('the chart of marked runs', () => {
  it.each(SIZES)('of %i x %i has a curve and a label for each, and its axes', (columns, rows) => {
    const { lines, text } = frame(columns, rows, { view: views.chart });
    expect(lines[0]).toContain('3 marked');
    expect(lines[1]).toMatch(/^─ validation accuracy ─+$/);
    expect(text).toMatch(/2026-\S* +89\.\d %/);
    expect(text).toMatch(/com\S*-1 +84\.\d %/);
    expect(text).toMatch(/com\S*-1 +79\.\d %/);
    expect(text).toContain('epoch');
    expect(lines.at(-2)).toContain('esc list');
  });

  it('has the only epoch of short runs, and says where there is none', () => {
    const one = new Map(runs.map(({ folder }, index) => [folder, [{ epoch: 1, accuracy: 0.5 + index / 10 }]]));
    expect(frame(80, 24, { view: views.chart, curves: one }).text).toMatch(/60\.0 %[^]*50\.0 %/);
    expect(frame(80, 24, { view: views.chart, curves: new Map() }).text).toContain('the first validation follows the first epoch');
  });
});

describe('keys', () => {
  const press = (keys: readonly string[], view: ListView = firstListView): ReturnType<typeof listAnswer> => {
    let answer: ReturnType<typeof listAnswer> = { type: 'view', view };
    for (const key of keys) if (answer.type === 'view') answer = listAnswer(key, answer.view, runs, 5);
    return answer;
  };
  const selected = (keys: readonly string[]): unknown => {
    const answer = press(keys);
    return answer.type === 'view' ? answer.view.selected : answer;
  };

  it('move within the list', () => {
    expect(selected(['down', 'j', 'k', 'down'])).toBe('runs/compare/sgan-1');
    expect(selected(['up'])).toBe('runs/2026-11-29-1410-pets');
    expect(selected(['G'])).toBe('runs/empty');
    expect(selected(['end', 'pageup'])).toBe('runs/compare/sgan-1');
    expect(selected(['pagedown', 'g'])).toBe('runs/2026-11-29-1410-pets');
  });

  it('open a run, but none without an event', () => {
    expect(press(['down', 'return'])).toEqual({ type: 'open', folder: 'runs/compare/sgan-fixmatch-1' });
    expect(press(['G', 'return'])).toMatchObject({ type: 'reason', text: expect.stringContaining('runs/empty cannot be opened') });
  });

  it('mark runs and show them in a chart, and back', () => {
    expect(press([' ', 'c'])).toMatchObject({ type: 'reason', text: expect.stringContaining('two runs or more') });
    const chart = press([' ', 'down', ' ', 'c']);
    expect(chart).toMatchObject({ type: 'view', view: { chart: true, marked: ['runs/2026-11-29-1410-pets', 'runs/compare/sgan-fixmatch-1'] } });
    expect(press([' ', 'down', ' ', 'c', 'escape'])).toMatchObject({ view: { chart: false, marked: { length: 2 } } });
    expect(press([' ', 'down', ' ', 'c', 'x'])).toMatchObject({ type: 'reason', text: 'x does nothing here: escape shows the list' });
    expect(press([' ', ' '])).toMatchObject({ view: { marked: [] } });
    expect(press([' ', 'escape'])).toMatchObject({ view: { marked: [] } });
    expect(press(['escape'])).toMatchObject({ type: 'reason' });
    expect(press(['G', ' '])).toMatchObject({ type: 'reason', text: 'this run has nothing to draw' });
    const full = { ...firstListView, marked: Array.from({ length: MOST_MARKED }, (_, at) => `runs/${at}`) };
    expect(press([' '], full)).toMatchObject({ type: 'reason', text: expect.stringContaining('room for 7 runs') });
  });

  it('quit, suspend, or say that they do nothing', () => {
    expect(['q', 'ctrl-c', 'ctrl-z', 'x', 'tab'].map((key) => press([key]))).toEqual([
      { type: 'quit' }, { type: 'quit' }, { type: 'suspend' }, { type: 'reason', text: 'x does nothing here' }, { type: 'reason', text: 'tab does nothing here' },
    ]);
    expect(listAnswer('down', firstListView, [], 5)).toEqual({ type: 'reason', text: 'there is no run yet' });
  });

  it('stay on their run when others appear before it', () => {
    expect(scrolled({ ...firstListView, selected: 'runs/far' }, [runOf('newest'), ...runs], 3).top).toBe(5);
  });
});

describe('the mouse', () => {
  const act = (does: 'click' | 'right click' | 'wheel up' | 'wheel down', y: number, view: ListView = firstListView) => mouseAnswer({ does, x: 5, y }, view, runs, 5);

  it('selects the run under it, opens the selected one, scrolls, and goes back', () => {
    expect(act('click', 4)).toMatchObject({ view: { selected: 'runs/compare/sgan-1' } });
    expect(act('click', 4, { ...firstListView, top: 2 })).toMatchObject({ view: { selected: 'runs/interrupted' } });
    expect(act('click', 2)).toEqual({ type: 'open', folder: 'runs/2026-11-29-1410-pets' });
    for (const y of [0, 1, 7, 20]) expect(act('click', y)).toBeNull();
    expect(act('wheel down', 9)).toMatchObject({ view: { selected: 'runs/compare/supervised-1' } });
    expect(act('wheel up', 9)).toMatchObject({ view: { selected: 'runs/2026-11-29-1410-pets' } });
    expect(act('right click', 9, views.chart)).toMatchObject({ view: { chart: false } });
    expect(act('click', 4, views.chart)).toBeNull();
    expect(mouseAnswer({ does: 'click', x: 1, y: 2 }, firstListView, [], 5)).toBeNull();
  });
});

describe('as text', () => {
  it.each([60, 80, 120])('has a line for each run, of at most %i columns', (columns) => {
    const lines = listAsText(runs, { folder: 'runs', columns, ascii: false, now: NOW }).trimEnd().split('\n');
    expect(lines).toHaveLength(9);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    expect(lines[3]).toMatch(/^✓ done +\S*sgan-1.* 96\.1 % +94\.2 % +13:59$/);
    expect(lines.join('')).not.toContain('\u001B');
  });
});

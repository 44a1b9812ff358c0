import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP, LARGEST, layoutOf, panelNames, panelsOf, SMALLEST, type Area, type Layout, type LayoutOptions, type PanelName, type Size } from '../../src/tui/layout.js';

const all = { zoomed: null, pictures: true, noticeRows: 0 } as const;
const options: fc.Arbitrary<LayoutOptions> = fc.record({
  zoomed: fc.option(fc.constantFrom(...panelNames), { nil: null }),
  pictures: fc.boolean(),
  noticeRows: fc.nat({ max: 4 }),
});
const sizes = fc.record({ columns: fc.integer({ min: 1, max: 340 }), rows: fc.integer({ min: 1, max: 120 }) });

/** Expects that the areas inside an area fill it exactly. */
function expectFilled(area: Area): void {
  expect(Math.min(area.width, area.height)).toBeGreaterThan(0);
  if ('panel' in area) return;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [widths, heights] = [area.areas.map(({ width }) => width), area.areas.map(({ height }) => height)];
  if (area.direction === 'row') expect([sum(widths) + GAP * (widths.length - 1), ...heights]).toEqual([area.width, ...heights.map(() => area.height)]);
  else expect([sum(heights), ...widths]).toEqual([area.height, ...widths.map(() => area.width)]);
  area.areas.forEach(expectFilled);
}

/** Returns the sizes of the panels by their names. */
function panelSizes(layout: Layout): Partial<Record<PanelName, Size>> {
  const inside = (area: Area): [PanelName, Size][] => ('panel' in area ? [[area.panel, area]] : area.areas.flatMap(inside));
  return layout.kind === 'line' ? {} : Object.fromEntries(inside(layout.body));
}

describe('the layout', () => {
  it('fits on every terminal, fills every area, and leaves the last row empty', () => {
    fc.assert(fc.property(sizes, options, ({ columns, rows }, wanted) => {
      const layout = layoutOf(columns, rows, wanted);
      if (layout.kind === 'line') return;
      const { header, body, footer } = layout;
      for (const { width } of [header, body, footer]) expect(width).toBe(layout.width);
      expect(layout.width).toBeLessThanOrEqual(columns);
      expect(header.height + body.height + footer.height).toBeLessThanOrEqual(rows - 1);
      expectFilled(body);
    }), { numRuns: 2000 });
  });

  it('gives a chart at least 20 columns and 6 rows, and every panel its title and two lines', () => {
    fc.assert(fc.property(fc.integer({ min: 60, max: 340 }), fc.integer({ min: 15, max: 120 }), options, (columns, rows, wanted) => {
      const panels = panelSizes(layoutOf(columns, rows, wanted));
      for (const name of ['losses', 'accuracy'] as const) {
        const size = panels[name];
        if (size !== undefined) expect([size.width >= 20, size.height >= 7]).toEqual([true, true]);
      }
      for (const { height, width } of Object.values(panels)) expect([height >= 3, width >= 20]).toEqual([true, true]);
    }), { numRuns: 2000 });
  });

  it.each<[number, number, readonly PanelName[]]>([
    [60, 15, ['losses', 'accuracy', 'throughput', 'pipeline']],
    [80, 24, ['losses', 'accuracy', 'throughput', 'pipeline', 'messages']],
    [120, 40, panelNames],
    [200, 50, panelNames],
  ])('of %i x %i has the panels that fit', (columns, rows, names) => {
    expect(panelsOf(layoutOf(columns, rows, all)).toSorted()).toEqual(names.toSorted());
  });

  it('drops the pictures first, then the messages, then the stages, and nothing else', () => {
    for (let rows = SMALLEST.rows; rows <= LARGEST.rows; rows += 1) {
      for (const columns of [60, 80, 100, 120, 200, 300]) {
        const panels = panelSizes(layoutOf(columns, rows, all));
        const names = Object.keys(panels);
        expect(names).toEqual(expect.arrayContaining(['losses', 'accuracy', 'throughput', 'pipeline']));
        if (names.includes('pictures')) expect(names).toContain('messages');
        if (names.includes('messages')) expect(panels.pipeline?.height).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('gives a zoomed panel everything between header and footer', () => {
    const layout = layoutOf(80, 24, { ...all, zoomed: 'pictures' });
    expect(layout).toMatchObject({ header: { height: 2 }, body: { panel: 'pictures', width: 80, height: 20 }, footer: { height: 1 } });
  });

  it('is one line below the smallest size', () => {
    for (const [columns, rows] of [[59, 50], [200, 14], [1, 1]] as const) expect(layoutOf(columns, rows, all)).toEqual({ kind: 'line', width: columns, height: Math.max(1, rows - 1) });
  });
});

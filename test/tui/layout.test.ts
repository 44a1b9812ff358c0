import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST, layoutOf, panelNames, SMALLEST, type Layout, type Place, type LayoutOptions } from '../../src/tui/layout.js';

const all = { zoomed: null, pictures: true, hasNotice: false } as const;
const wishes: fc.Arbitrary<LayoutOptions> = fc.record({
  zoomed: fc.option(fc.constantFrom(...panelNames), { nil: null }),
  pictures: fc.boolean(),
  hasNotice: fc.boolean(),
});
const sizes = fc.record({ columns: fc.integer({ min: 1, max: 340 }), rows: fc.integer({ min: 1, max: 120 }) });
const namesOf = ({ panels }: Layout) => panelNames.filter((name) => panels[name] !== undefined);
const placesOf = ({ header, footer, panels, kind }: Layout): Place[] => (kind === 'line' ? [header] : [header, footer, ...Object.values(panels)]);
const overlap = (one: Place, other: Place) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

describe('the places of the panels', () => {
  it('fit on every screen, do not overlap and leave the last row empty', () => {
    fc.assert(fc.property(sizes, wishes, ({ columns, rows }, wished) => {
      const layout = layoutOf(columns, rows, wished);
      const places = placesOf(layout);
      for (const { x, y, width, height } of places) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThan(0);
        expect(height).toBeGreaterThan(0);
        expect(x + width).toBeLessThanOrEqual(columns);
        expect(y + height).toBeLessThanOrEqual(layout.kind === 'line' ? 1 : rows - 1);
      }
      for (const [index, place] of places.entries()) for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(false);
    }), { numRuns: 2000 });
  });

  it('are worth looking at: a chart has 20 columns and 6 rows or more, every panel its title and a line', () => {
    fc.assert(fc.property(fc.integer({ min: 60, max: 340 }), fc.integer({ min: 15, max: 120 }), wishes, (columns, rows, wished) => {
      const { panels } = layoutOf(columns, rows, wished);
      for (const name of ['losses', 'accuracy'] as const) {
        const place = panels[name];
        if (place !== undefined) expect([place.width >= 20, place.height >= 7]).toEqual([true, true]);
      }
      for (const { height, width } of Object.values(panels)) expect([height >= 3, width >= 20]).toEqual([true, true]);
    }), { numRuns: 2000 });
  });

  it.each<[number, number, readonly string[]]>([
    [60, 15, ['losses', 'accuracy', 'throughput', 'pipeline']],
    [80, 24, ['losses', 'accuracy', 'throughput', 'pipeline', 'messages']],
    [120, 40, panelNames],
    [200, 50, panelNames],
  ])('at %i x %i: as the order of giving way has it', (columns, rows, names) => {
    expect(namesOf(layoutOf(columns, rows, all))).toEqual(names);
  });

  it('give way in the stated order: pictures first, then messages, then each stage by itself, and nothing else', () => {
    for (let rows = SMALLEST.rows; rows <= LARGEST.rows; rows += 1) {
      for (const columns of [60, 80, 100, 120, 200, 300]) {
        const layout = layoutOf(columns, rows, all);
        const names = namesOf(layout);
        expect(names).toEqual(expect.arrayContaining(['losses', 'accuracy', 'throughput', 'pipeline']));
        if (names.includes('pictures')) expect(names).toContain('messages');
        if (names.includes('messages')) expect(layout.panels.pipeline?.height).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('give one panel everything between header and footer, where that is wished', () => {
    const { panels, header, footer } = layoutOf(80, 24, { ...all, zoomed: 'pictures' });
    expect(panels).toEqual({ pictures: { x: 0, y: header.height, width: 80, height: footer.y - header.height } });
  });

  it('are one line below the smallest screen', () => {
    for (const [columns, rows] of [[59, 50], [200, 14], [1, 1]] as const) {
      expect(layoutOf(columns, rows, all)).toMatchObject({ kind: 'line', header: { width: columns, height: 1 }, panels: {} });
    }
  });
});

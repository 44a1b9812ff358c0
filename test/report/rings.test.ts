import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contour } from '../../src/report/contour.js';
import { figuresFile, FIGURE, pointFigure } from '../../src/report/point-figure.js';
import { ringsPage } from '../../src/report/rings-page.js';
import { drawnEvent } from '../synth/drawn-rings.js';

const [labelsOnly, , complement] = drawnEvent.learners;

describe('a contour', () => {
  it('lies where the values are 0', () => {
    fc.assert(fc.property(fc.double({ min: 1, max: 8, noNaN: true }), fc.double({ min: 8, max: 12, noNaN: true }), fc.double({ min: 8, max: 12, noNaN: true }), (radius, x, y) => {
      const values = Float32Array.from({ length: 20 * 20 }, (_, place) => Math.hypot((place % 20) - x, Math.floor(place / 20) - y) - radius);
      const ends = contour(values, 20).flatMap(([x1, y1, x2, y2]) => [[x1, y1], [x2, y2]]);
      expect(ends.length).toBeGreaterThan(0);
      for (const [toX, toY] of ends) expect(Math.abs(Math.hypot(toX - x, toY - y) - radius)).toBeLessThan(0.3);
    }));
  });

  it('is empty where the values do not change their sign', () => {
    expect(contour(new Float32Array(9).fill(1), 3)).toEqual([]);
  });
});

describe('the figure', () => {
  const text = pointFigure(drawnEvent, complement).text;
  const pathOf = (name: string, svg = text): string => new RegExp(`<path ${name}[^>]* d="([^"]*)"`).exec(svg)?.[1] ?? '';

  it('has every point, label and cross, and the boundary around the middle', () => {
    expect(pathOf('data-points="unlabelled"').match(/M/g)).toHaveLength(300);
    expect(pathOf('data-points="generated"').match(/M/g)).toHaveLength(100);
    expect(text.match(/data-label="inner"/g)).toHaveLength(3);
    expect(text.match(/data-label="outer"/g)).toHaveLength(3);
    const radius = (1.4 / drawnEvent.edge) * (FIGURE / 2);
    for (const [, x, y] of pathOf('data-boundary=""').matchAll(/[ML]([\d.]+) ([\d.]+)/g)) expect(Math.abs(Math.hypot(Number(x) - FIGURE / 2, Number(y) - FIGURE / 2) - radius)).toBeLessThan(1);
  });

  it('shades only where D says real, and has no crosses without a generator', () => {
    expect(pathOf('data-real="inner"')).toMatch(/^M[\d.]+ [\d.]+h/);
    // Nothing is real in the corners.
    expect(pathOf('data-real="outer"')).not.toContain('M0 0h');
    expect(pathOf('data-points="generated"', pointFigure(drawnEvent, labelsOnly).text)).toBe('');
  });
});

it('the page and the file show the learners with their accuracy, and load nothing', () => {
  const html = ringsPage({ event: drawnEvent, seed: 1, engine: 'TensorFlow <2>' });
  expect(html.match(/<svg xmlns/g)).toHaveLength(3);
  expect(html.indexOf('Good generator')).toBeLessThan(html.indexOf('Complement generator'));
  for (const text of ['81.2 %', '99.8 %', '70.0 %', 'seed 1', 'TensorFlow &lt;2&gt;']) expect(html).toContain(text);
  expect(`${html}${figuresFile(drawnEvent)}`).not.toMatch(/NaN|undefined|(?:src|href)="(?!data:,")/);
});

import { expect, it } from 'vitest';
import { formatRings, parseRings, type RingsEvent } from '../../src/events/index.js';
import { drawnEvent } from '../synth/drawn-rings.js';

it('a recording gives the events back, with coordinates and fields within a thousandth', () => {
  const events: RingsEvent[] = [{ ...drawnEvent, step: 0, seconds: 0 }, drawnEvent];
  const read = parseRings(formatRings(events));
  expect(read.map(({ step, steps, seconds, edge }) => [step, steps, seconds, edge])).toEqual([[0, 500, 0, drawnEvent.edge], [120, 500, 3, drawnEvent.edge]]);
  const farthest = (a: Float32Array, b: Float32Array) => (a.length === b.length ? a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index])), 0) : Infinity);
  for (const event of read) {
    expect(event.labelled.classes).toEqual(drawnEvent.labelled.classes);
    expect(farthest(event.unlabelled, drawnEvent.unlabelled)).toBeLessThan(0.001);
    for (const [index, { name, accuracy, onData, generated, field }] of event.learners.entries()) {
      const expected = drawnEvent.learners[index];
      expect({ name, accuracy, onData }).toEqual({ name: expected.name, accuracy: expected.accuracy, onData: expected.onData });
      for (const [found, of] of [[generated, expected.generated], [field.odds, expected.field.odds], [field.logZ, expected.field.logZ]] as const) expect(farthest(found, of)).toBeLessThan(0.001);
    }
  }
});

it('anything else is an error', () => {
  expect(() => parseRings(new TextEncoder().encode('x'))).toThrow();
});

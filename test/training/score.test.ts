import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beats, scoreLogits, topClass } from '../../src/training/evaluation/score.js';

describe('topClass', () => {
  it('is the class of the greatest logit, the first of equals, with its softmax', () => {
    expect(topClass(Float32Array.of(1, 3, 3)).class).toBe(1);
    expect(topClass(Float32Array.of(0, Math.log(3))).confidence).toBeCloseTo(0.75, 6);
  });

  it('works for logits of any size', () => {
    expect(topClass(Float32Array.of(1e30, -1e30))).toEqual({ class: 0, confidence: 1 });
    fc.assert(fc.property(fc.float32Array({ minLength: 1, maxLength: 8, noNaN: true, min: Math.fround(-1e6), max: Math.fround(1e6) }), (logits) => {
      const { class: index, confidence } = topClass(logits);
      expect(logits[index]).toBe(Math.max(...logits));
      expect(confidence).toBeGreaterThanOrEqual(1 / logits.length - 1e-9);
      expect(confidence).toBeLessThanOrEqual(1);
    }));
  });
});

describe('scoreLogits', () => {
  const classes = ['cat', 'dog'];

  it('counts in all, and for each class', () => {
    const logits = Float32Array.of(2, 0, 2, 0, 0, 2, 2, 0);
    const { accuracy, loss, count, confusion, perClass } = scoreLogits(logits, 2, [0, 1, 1, 1], classes);
    expect({ accuracy, count, confusion }).toEqual({ accuracy: 0.5, count: 4, confusion: [[1, 0], [2, 1]] });
    // Two right and two wrong by a margin of 2: log(1 + e^-2) and log(1 + e^2).
    expect(loss).toBeCloseTo((Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 2, 6);
    expect(perClass).toEqual([
      { class: 'cat', count: 1, accuracy: 1, precision: 1 / 3 },
      { class: 'dog', count: 3, accuracy: 1 / 3, precision: 1 },
    ]);
  });

  it('has null for a class without pictures or without predictions', () => {
    expect(scoreLogits(Float32Array.of(1, 0), 2, [0], classes).perClass[1]).toEqual({ class: 'dog', count: 0, accuracy: null, precision: null });
  });

  it('ignores the output for generated pictures', () => {
    const without = scoreLogits(Float32Array.of(1, 0, 0, 1), 2, [0, 0], classes);
    expect(scoreLogits(Float32Array.of(1, 0, 99, 0, 1, -99), 3, [0, 0], classes)).toEqual(without);
  });
});

it('a score beats another by accuracy, or by loss where accuracies are equal', () => {
  const score = (accuracy: number, loss: number) => ({ accuracy, loss, count: 10 });
  expect(beats(score(0.6, 9), score(0.5, 1))).toBe(true);
  expect(beats(score(0.5, 1), score(0.6, 9))).toBe(false);
  expect(beats(score(0.5, 1), score(0.5, 2))).toBe(true);
  expect(beats(score(0.5, 2), score(0.5, 2))).toBe(false);
});

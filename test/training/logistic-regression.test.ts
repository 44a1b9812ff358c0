import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { minimize } from '../../src/training/features/lbfgs.js';
import { fitLogisticRegression, logitsOfRows } from '../../src/training/features/logistic-regression.js';

const numbers = z.array(z.number());
const { cases } = z.object({
  cases: z.array(z.object({ outputs: z.number(), width: z.number(), strength: z.number(), values: numbers, labels: numbers, shares: numbers, weights: numbers, bias: numbers })),
}).parse(JSON.parse(readFileSync(new URL('../../fixtures/logistic-regression/golden.json', import.meta.url), 'utf8')));

describe('logistic regression', () => {
  it.each(cases)('gives the weights of scikit-learn ($outputs classes, $width numbers, strength $strength)', async ({ width, values, labels, weights, bias, ...task }) => {
    const rows = { count: labels.length, width, values: Float64Array.from(values) };
    const head = await fitLogisticRegression({ ...task, rows, labels });
    // The softmax does not change when the same number is added to each bias.
    const mean = head.bias.reduce((sum, each) => sum + each, 0) / head.bias.length;
    for (const [index, weight] of weights.entries()) expect(head.weights[index]).toBeCloseTo(weight, 4);
    for (const [index, each] of bias.entries()) expect(head.bias[index] - mean).toBeCloseTo(each, 4);
  });

  it('gives the same bits twice', async () => {
    const { width, values, labels, ...task } = cases[1];
    const fit = () => fitLogisticRegression({ ...task, rows: { count: labels.length, width, values: Float64Array.from(values) }, labels });
    expect(await fit()).toEqual(await fit());
  });

  it('gives finite weights where every row is of one class', async () => {
    const rows = { count: 2, width: 2, values: Float64Array.of(1, 2, 3, 4) };
    const head = await fitLogisticRegression({ rows, labels: [1, 1], outputs: 3, strength: 0.01 });
    const logits = logitsOfRows(rows, head);
    expect([...logits].every(Number.isFinite)).toBe(true);
    expect(logits[1]).toBeGreaterThan(logits[0]);
  });
});

it('L-BFGS finds the minimum of a quadratic function whose curvatures differ a thousandfold', async () => {
  const curvatures = [1, 10, 1000];
  const point = await minimize((at, gradient) => {
    curvatures.forEach((curvature, index) => (gradient[index] = curvature * (at[index] - index)));
    return curvatures.reduce((sum, curvature, index) => sum + (curvature / 2) * (at[index] - index) ** 2, 0);
  }, new Float64Array(3), { tolerance: 1e-9 });
  for (const [index, value] of point.entries()) expect(value).toBeCloseTo(index, 8);
});

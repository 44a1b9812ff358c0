import { expect, it } from 'vitest';
import { lostSteps } from '../../src/training/run/resume.js';
import { bodies, stamped } from '../events/written.js';

it('names the steps between the end of the log and the checkpoint', () => {
  const lost = (past: Parameters<typeof lostSteps>[0], resumedAt: number) => lostSteps(past, 'run/events.jsonl', resumedAt);
  expect(lost([], 0)).toEqual([]);
  expect(lost([], 4)).toMatchObject([expect.stringContaining('lacks steps 1 to 4')]);
  const past = stamped([bodies.start(), ...[1, 2, 3].map((step) => bodies.step(step)), bodies.log('no room')]);
  expect(lost(past, 3)).toEqual([]);
  expect(lost(past, 2)).toEqual([]);
  expect(lost(past, 4)).toMatchObject([expect.stringContaining('run/events.jsonl lacks step 4. ')]);
  expect(lost(past, 9)).toMatchObject([expect.stringContaining('lacks steps 4 to 9. ')]);
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/events/index.js';
import { finish, ofType, openWorkshop } from './pictures.js';

const { prepare } = await openWorkshop();
const warningsOf = (events: Awaited<ReturnType<typeof finish>>) => ofType(events, 'log').filter(({ level }) => level === 'warning').map(({ message }) => message);

describe.each(['fixmatch', 'sgan-fixmatch'])('a run of %s', (recipe) => {
  it('reports an epoch in which no pseudo-label reached the threshold, with the share, once', async () => {
    const events = await finish(await prepare(`${recipe}-unsure`, { recipe, batch: '16', threshold: '1', 'learning-rate': '1e-6', epochs: '2' }));
    expect(ofType(events, 'epoch').map(({ losses, shares }) => [losses['consistency'], shares?.['confident']])).toEqual([[0, 0], [0, 0]]);
    expect(warningsOf(events)).toEqual([expect.stringContaining('No pseudo-label reached the threshold of 1 in this epoch (share 0)')]);
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' });
  });
});

describe('labelled pictures', () => {
  const losses = async (out: string, words: Readonly<Record<string, string | boolean>>) =>
    ofType(await finish(await prepare(out, { recipe: 'supervised', 'learning-rate': '0', epochs: '4', ...words })), 'step').map((step) => step.losses['labelled']);

  it('are the same in each step without a view, and others with one', async () => {
    expect(new Set(await losses('no-view', {})).size).toBe(1);
    expect(new Set(await losses('view', { view: 'crop' })).size).toBe(4);
  });

  it('are sampled where a batch does not take them all: an epoch then has several steps', async () => {
    const sampled = await losses('sampled', { 'labelled-batch': '2' });
    expect(sampled).toHaveLength(4 * 3);
    expect(new Set(sampled).size).toBeGreaterThan(4);
  });
});

describe('--patience', () => {
  it('ends a run whose validation is no longer better, and tests the best weights', async () => {
    const events = await finish(await prepare('impatient', { recipe: 'supervised', 'learning-rate': '0', epochs: '50', patience: '2' }));
    const epochs = ofType(events, 'epoch');
    const best = ofType(events, 'run-end')[0].best?.epoch ?? 0;
    expect(epochs.length).toBe(best + 2);
    expect(epochs.length).toBeLessThan(50);
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done', test: { count: 12 } });
    expect(ofType(events, 'log').map(({ message }) => message)).toContain(`The run stops after epoch ${best + 2}: epoch ${best} is still the best after 2 more (--patience 2).`);
  });
});

describe("batch norm's running statistics", () => {
  const words = { batch: '16', epochs: '1' };
  let all: RunEvent[];
  beforeAll(async () => {
    all = await finish(await prepare('statistics-all', words));
  });

  it.each(['real', 'unlabelled'])('are moved by %s pictures only where an option says so, and the losses stay the same', async (moving) => {
    const some = await finish(await prepare(`statistics-${moving}`, { ...words, 'running-statistics': moving }));
    const [first, same] = [all, some].map((events) => ofType(events, 'step')[0].losses);
    for (const [name, loss] of Object.entries(first)) expect(same[name]).toBeCloseTo(loss, 4);
    expect(ofType(some, 'epoch')[0].val).not.toEqual(ofType(all, 'epoch')[0].val);
  });
});

import { from, lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { EventBody, RunEvent } from '../../src/events/index.js';
import { aligned, loss, outOf, rate, share } from '../../src/cli/format.js';
import { lines, type LinesOptions, type Print } from '../../src/cli/lines.js';

const file: LinesOptions = { shape: { columns: 200 }, detail: 'epochs' };
const terminal: LinesOptions = { shape: { isTTY: true, columns: 200 }, detail: 'epochs' };

/** Events at their times, ms. */
const at = (...timed: readonly (readonly [number, EventBody])[]): RunEvent[] => timed.map(([time, body], seq) => ({ v: 1, seq, time, ...body }));
const printed = (events: readonly RunEvent[], options: LinesOptions): Promise<Print[]> => lastValueFrom(from(events).pipe(lines(options), toArray()));
const textOf = async (events: readonly RunEvent[], options: LinesOptions): Promise<string> => (await printed(events, options)).map(({ text }) => text).join('');

const start: EventBody = {
  type: 'run-start', run: 'runs/a b', recipe: 'sgan', model: 'resnet18', size: 224, classes: ['cat', 'dog'],
  counts: { labelled: 100, unlabelled: 35_400, val: 1000, test: 1000 }, epochs: 100, stepsPerEpoch: 553,
  parameters: { classifier: 11_177_538, generator: 3_576_704 }, seed: 7, engine: 'TensorFlow 2.21.0 on the CPU', resumedAt: 0,
};
const step = (number: number, ms = 100): EventBody => ({ type: 'step', epoch: 1, step: number, losses: { labelled: 0.5, generator: 1.25 }, trainedOn: 228, ms, waitMs: ms / 50 });
const epoch: EventBody = {
  type: 'epoch', epoch: 3, epochs: 100, step: 1659, losses: { labelled: 0.0312, generator: 12.5 }, val: { accuracy: 0.8712, loss: 0.4123, count: 1000 }, best: true, seconds: 61.2, trainedOnPerSecond: 1038.4,
};
const end: EventBody = {
  type: 'run-end', outcome: 'done', message: '', seconds: 725, best: { epoch: 31, val: { accuracy: 0.931, loss: 0.21, count: 1000 } }, test: { accuracy: 0.928, loss: 0.2312, count: 1000 },
};

describe('in a file or a pipe', () => {
  it('a run is a summary, a line for each epoch, and the result with the next command', async () => {
    expect(await textOf(at([0, start], [10, epoch], [20, end]), file)).toBe(
      [
        'sgan · resnet18 at 224 px · 2 classes: cat, dog',
        '  pictures    100 labelled · 35,400 unlabelled · 1,000 val · 1,000 test',
        '  parameters  classifier 11,177,538 · generator 3,576,704',
        '  schedule    100 epochs of 553 steps, seed 7',
        '  engine      TensorFlow 2.21.0 on the CPU',
        '  run         runs/a b',
        'epoch   3/100  val  87.12 %  loss  0.4123  best  labelled  0.0312  generator 12.5000   1 min 01 s  trained on  1,038 images/s',
        'done in 12 min 05 s',
        '  best   epoch 31, val 93.10 % of 1,000 (loss 0.2100)',
        '  test   92.80 % of 1,000 (loss 0.2312)',
        "  run    'runs/a b'",
        "  next   whisker report 'runs/a b'   whisker predict 'runs/a b' PICTURE…",
        '',
      ].join('\n'),
    );
  });

  it('an epoch has the shares that the recipe measures', async () => {
    expect(await textOf(at([0, start], [10, { ...epoch, losses: { labelled: 0.5 }, shares: { confident: 0.4567 } }]), file)).toContain('labelled  0.5000  confident  45.67 %');
  });

  it('the start that was validated is epoch 0', async () => {
    const first: EventBody = { ...epoch, epoch: 0, step: 0, losses: {}, seconds: 0, trainedOnPerSecond: 0 };
    expect(await textOf(at([0, start], [10, first]), file)).toMatch(/^epoch {3}0\/100 {2}val {2}87\.12 % {2}loss {2}0\.4123 {2}best {2}before the first step$/m);
  });

  it('progress is a line every ten seconds at most, with rates and the time left', async () => {
    const steps = Array.from({ length: 251 }, (_, index): readonly [number, EventBody] => [index * 100, step(index + 1)]);
    const text = await textOf(at([0, start], ...steps), { ...file, detail: 'runs', title: 'split 1' });
    expect(text.trimEnd().split('\n')).toEqual([
      'split 1  epoch   1/100  step 101/553   1 h 32 min left    10.0 steps/s  trained on  2,280 images/s  waiting  2.0 %  labelled  0.5000  generator  1.2500',
      'split 1  epoch   1/100  step 201/553   1 h 32 min left    10.0 steps/s  trained on  2,280 images/s  waiting  2.0 %  labelled  0.5000  generator  1.2500',
    ]);
    expect(text).not.toContain('\r');
  });

  it('says how long an epoch and the run take, and corrects it', async () => {
    const estimate: EventBody = { type: 'estimate', step: 11, epochSeconds: 125, secondsLeft: 12_500, withValidation: false, corrected: false };
    const events = at([0, start], [10, estimate], [20, { ...estimate, step: 553, epochSeconds: 185, secondsLeft: 18_000, withValidation: true, corrected: true }]);
    expect((await textOf(events, file)).split('\n').slice(6)).toEqual([
      'An epoch takes about 2 min 05 s, the rest of the run about 3 h 28 min, without validation.',
      'Corrected: an epoch takes about 3 min 05 s, the rest of the run about 5 h 00 min.',
      '',
    ]);
    expect(await textOf(events, { ...file, detail: 'runs', title: 'split 1' })).toBe('');
  });

  it('a long validation has progress too', async () => {
    const evaluating = (time: number): readonly [number, EventBody] => [time, { type: 'evaluating', set: 'validation', done: 4096, total: 20_000, perSecond: 812, secondsLeft: 19.6 }];
    expect(await textOf(at([0, start], evaluating(2000), evaluating(12_000)), { ...file, detail: 'runs', title: 'split 1' })).toBe('split 1  validation  4,096/20,000 pictures  812 a second  20 s left\n');
  });

  it('only the end is a result', async () => {
    const all = await printed(at([0, start], [1, epoch], [2, end]), file);
    expect(all.map(({ result }) => result)).toEqual([false, false, true]);
  });

  it('quiet prints only warnings and the result', async () => {
    const warning: EventBody = { type: 'log', level: 'warning', message: 'the disk is nearly full' };
    const note: EventBody = { type: 'log', level: 'info', message: 'nothing' };
    const text = await textOf(at([0, start], [1, step(1)], [99_999, step(2)], [100_000, epoch], [100_001, warning], [100_002, note], [100_003, end]), { ...file, detail: 'quiet' });
    expect(text.split('\n')[0]).toBe('warning: the disk is nearly full');
    expect(text.split('\n')[1]).toBe('done in 12 min 05 s');
  });

  it('one run of several is one line at its end', async () => {
    const text = await textOf(at([0, start], [10, epoch], [20, end]), { ...file, detail: 'runs', title: 'seed 7  sgan' });
    expect(text).toBe('seed 7  sgan  test  92.80 %  val  93.10 %  best epoch  31  in 12 min 05 s\n');
  });

  it('names a few quarantined pictures, and counts the rest', async () => {
    const bad = (name: number): EventBody => ({ type: 'quarantine', path: `${name}.jpg`, reason: 'no picture' });
    const text = await textOf(at([0, start], ...[1, 2, 3, 4, 5, 6, 7].map((name) => [name, bad(name)] as const), [10, epoch], [11, epoch], [12, bad(8)], [20, end]), file);
    expect(text.match(/quarantined  .*/g)).toEqual([
      ...[1, 2, 3, 4, 5].map((name) => `quarantined  ${name}.jpg: no picture`),
      'quarantined  2 more pictures, 7 in all, see quarantine.jsonl',
      'quarantined  1 more picture, 8 in all, see quarantine.jsonl',
    ]);
  });

  it('an interrupted run names the command that resumes it, and a failed one leaves the reason to the command', async () => {
    const stopped: EventBody = { type: 'run-end', outcome: 'interrupted', message: 'a checkpoint was saved after step 12', seconds: 3 };
    expect(await textOf(at([0, start], [1, stopped]), file)).toContain("interrupted in 3.00 s: a checkpoint was saved after step 12\n  run    'runs/a b'\n  next   whisker train --resume 'runs/a b'\n");
    expect(await textOf(at([1, { ...stopped, outcome: 'failed', message: 'The loss is NaN.' }]), file)).toBe('failed in 3.00 s\n');
    expect(await textOf(at([0, start], [1, { ...stopped, outcome: 'failed', resumable: false }]), file)).toMatch(/next {3}whisker report 'runs\/a b' {3}\(a resumed run would fail at the same step\)\n$/);
    const taken = (takenBy: { readonly pid: number; readonly host: string } | null) => textOf(at([0, start], [1, { ...stopped, outcome: 'failed', takenBy }]), file);
    expect(await taken({ pid: 7, host: 'elsewhere' })).toMatch(/next {3}whisker watch 'runs\/a b' {3}\(process 7 on elsewhere has the run now\)\n$/);
    expect(await taken(null)).toMatch(/next {3}whisker watch 'runs\/a b' {3}\(another process has resumed the run, and has ended\)\n$/);
  });

  it('a resumed run names the step that it resumed from', async () => {
    expect(await textOf(at([0, { ...start, resumedAt: 1234 }]), file)).toContain('seed 7, resumed after step 1,234\n');
  });
});

describe('on so many columns', () => {
  const long: EventBody = {
    type: 'step', epoch: 12, step: 6184, losses: { unlabelled: 0.1971, generated: 0.5558, labelled: 0.7707, generator: 1.2676 }, trainedOn: 228, ms: 100, waitMs: 2,
  };
  const many: EventBody = { ...start, classes: Array.from({ length: 6 }, (_, index) => `a class named ${index}`) } as EventBody;
  const ended: EventBody = { ...epoch, losses: { unlabelled: 0.1971, generated: 0.5558, labelled: 0.7707, generator: 1.2676 }, shares: { confident: 0.4567, 'pseudo-labels': 0.98 } } as EventBody;
  const estimate: EventBody = { type: 'estimate', step: 11, epochSeconds: 125, secondsLeft: 12_500, withValidation: false, corrected: true };
  const evaluating: EventBody = { type: 'evaluating', set: 'validation', done: 123_456, total: 200_000, perSecond: 1812, secondsLeft: 4000 };
  const events = at([0, many], [1, estimate], [20_000, long], [40_000, { ...long, step: 6185 }], [60_000, evaluating], [60_001, ended], [60_002, end]);

  it.each([60, 80, 120])('%i: every line fits, and no number is cut', async (columns) => {
    const text = await textOf(events, { shape: { columns }, detail: 'epochs' });
    expect(Math.max(...text.split('\n').map(({ length }) => length)), text).toBeLessThanOrEqual(columns);
    expect(text).toMatch(/^epoch {2}12\/100 {2}step .* left/m);
    expect(text).toMatch(/^epoch {3}3\/100 {2}val {2}87\.12 % {2}loss {2}0\.4123 {2}best/m);
    expect(text).toMatch(/^validation {2}123,456\/200,000 pictures/m);
    expect(text.replaceAll('\n  ', ' ')).toContain('Corrected: an epoch takes about 2 min 05 s, the rest of the run about 3 h 28 min, without validation.');
    for (const number of text.match(/\d+\.\d+/g) ?? []) expect(['0.1971', '0.5558', '0.7707', '1.2676', '87.12', '0.4123', '45.67', '98.00', '2.0', '10.0', '93.10', '92.80', '0.2312', '0.2100', '2.21']).toContain(number);
    const one = await textOf(events, { shape: { columns }, detail: 'runs', title: 'sgan-fixmatch-1' });
    expect(Math.max(...one.split('\n').map(({ length }) => length)), one).toBeLessThanOrEqual(columns);
    expect(one).toMatch(/^sgan-fixmatch-1 {2}test {2}92\.80 %.* in 12 min 05 s$/m);
  });

  it('the less important parts go first', async () => {
    const lineAt = async (columns: number, pattern: RegExp) => (await textOf(events, { shape: { columns }, detail: 'epochs' })).split('\n').findLast((line) => pattern.test(line));
    expect(await lineAt(80, /step /)).toBe('epoch  12/100  step 102/553   1 h 22 min left  waiting  2.0 %  labelled  0.7707');
    expect(await lineAt(80, /^epoch {3}3/)).toBe('epoch   3/100  val  87.12 %  loss  0.4123  best  labelled  0.7707   1 min 01 s');
    expect(await lineAt(120, /^epoch {3}3/)).toBe('epoch   3/100  val  87.12 %  loss  0.4123  best  labelled  0.7707  confident  45.67 %   1 min 01 s');
    expect(await lineAt(60, /^epoch {3}3/)).toBe('epoch   3/100  val  87.12 %  loss  0.4123  best   1 min 01 s');
  });
});

describe('on a terminal', () => {
  const clear = '\r\u001B[K';

  it('progress is one line, rewritten ten times a second at most', async () => {
    const steps = Array.from({ length: 1000 }, (_, index): readonly [number, EventBody] => [index, step(index + 1, 1)]);
    const all = await printed(at([0, start], ...steps), terminal);
    const progress = all.filter(({ text }) => text.startsWith(`${clear}epoch`));
    expect(progress).toHaveLength(9);
    expect(progress.every(({ text }) => !text.includes('\n'))).toBe(true);
    expect(all.at(-1)?.text).toBe(clear);
  });

  it('a printed line replaces the progress line', async () => {
    const all = await printed(at([0, start], [200, step(1)], [300, epoch], [301, epoch]), terminal);
    expect(all.slice(1).map(({ text }) => text.slice(0, 12))).toEqual([`${clear}epoch   `, clear, 'epoch   3/10', 'epoch   3/10']);
  });

  it('progress never wraps', async () => {
    const all = await printed(at([0, start], [200, step(1)]), { ...terminal, shape: { isTTY: true, columns: 40 } });
    const [, progress] = all;
    expect(progress?.text).toBe(`${clear}epoch   1/100  step   1/553`);
  });

  it('an error of the run removes the progress line', async () => {
    const texts: string[] = [];
    const failing = from(at([0, start], [200, step(1)]));
    await new Promise<void>((resolve) => {
      failing.pipe(lines(terminal)).subscribe({ next: ({ text }) => texts.push(text), complete: resolve });
    });
    expect(texts.at(-1)).toBe(clear);
  });
});

describe('numbers in columns', () => {
  it('have one width for each kind', () => {
    expect([0, 0.614, 1].map(share)).toEqual(['  0.00 %', ' 61.40 %', '100.00 %']);
    expect([0.6931, 12.3456, 123.456, -0.5].map(loss)).toEqual([' 0.6931', '12.3456', ' 123.46', '-0.5000']);
    expect([0.5, 12.345, 1038].map(rate)).toEqual(['  0.50', '  12.3', ' 1,038']);
    expect(outOf(12, 4000)).toBe('   12/4,000');
    expect(aligned([['a', '1'], ['bcd', '22']])).toEqual(['a      1', 'bcd   22']);
  });
});

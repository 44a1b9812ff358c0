import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { Frame } from '../../src/tui/app.js';
import type { Model } from '../../src/tui/model/index.js';
import { createTheme } from '../../src/tui/text/theme.js';
import { cropped } from './cropped.js';
import { after, modelBefore, recorded, wholeModel } from './recorded.js';
import { sceneOf, view } from './scenes.js';
import { shownOn } from './shown.js';

/** The enlarged pipeline: what it was over the seconds of the run. */
const enlarged = { ...view, zoomed: 'pipeline' } as const;
const frame = (columns: number, rows: number, model: Model = wholeModel, more: object = {}) => cropped('pipeline', columns, rows, { model, view: { ...enlarged, ...more } });

const report = (changes: object): EventBody => {
  const event = recorded.find(({ type }) => type === 'pipeline');
  if (event?.type !== 'pipeline') throw new Error('the recorded run has no pipeline event');
  const { v: _, seq: __, time: ___, ...body } = event;
  return { ...body, ...changes };
};

describe('the enlarged pipeline at', () => {
  it('60x15 has a sparkline for each value', () => {
    expect(frame(60, 15)).toMatchInlineSnapshot(`
      "
      ─ 4 pipeline ─────────────────────────────────── 2 workers ─|
        bottleneck step: pictures wait                            |
        concurrency 16/24 busy · prefetch █████████ 3/3 filled    |
                                                                  |
        concurrency         24                    ▅██████▆▆▆▆▆▆▆  |
        prefetch             3                    ██████████████  |
        waiting          0.0 %                    █▁▁▁▁▁▁▁▁▁▁▁▁▁  |
        read images/s      157                    ▄▅▇▅▇▇█████▇█▇  |
                                                                  |
                                                                  |
                                                                  |
      "
    `);
  });
  it('80x24', () => {
    expect(frame(80, 24)).toMatchInlineSnapshot(`
      "
      ─ 4 pipeline ─────────────────────────────────────────────────────── 2 workers ─|
        bottleneck step: pictures wait                                                |
        read       157 images/s   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░            |
        decode     157 images/s   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░            |
        batch     9.80 batches/s  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░            |
        step      9.80 steps/s    ████████████████████████████████████████            |
        concurrency 16/24 busy · prefetch █████████ 3/3 filled · cache 91.4 %         |
               █ work  ▒ waits for the stage before  ░ for the stage after            |
      35┤ ⡰⡒⠒⠒⠒⠒⠒⠢⡀                            4.5┤                                   |
        │⡰⠁⢇      ⠑⠒⠒⠒⠒⠒⠒⠒⠒ concurrency 24.0→     │                                   |
        │⠁ ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⢣ ⡜⠉⠉⠉ busy        16.0↗     │⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ prefetch 3.00→|
       0┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⢧⠧⠤⠤⠤ workers     2.00→  1.5┤                     filled   3.00→|
                                                                seconds               |
      waiting 0.0 %                            read images/s 157                      |
      25 %┤⢢                                   200┤              ⢀⡠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠒⠢⢄  ⢀⡠⢄⣀ |
          │ ⢣                                     │    ⡠⠔⠤⣀⢀⡠⠔⠒⠒⠊⠁             ⠉⠊⠁   ⠉|
       0 %┤╌╌⢣⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀   90┤⣀⠤⠒⠉    ⠁                          |
                               10     seconds                           10     seconds|
                                                                                      |
                                                                                      |
      "
    `);
  });
  it('120x40', () => {
    expect(frame(120, 40)).toMatchInlineSnapshot(`
      "
      ─ 4 pipeline ─────────────────────────────────────────────────────────────────────────────────────────────── 2 workers ─|
        bottleneck step: pictures wait                                                                                        |
        read       157 images/s   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░                                                    |
        decode     157 images/s   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░                                                    |
        batch     9.80 batches/s  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░                                                    |
        step      9.80 steps/s    ████████████████████████████████████████                                                    |
        concurrency 16/24 busy · prefetch █████████ 3/3 filled · cache 91.4 %                                                 |
               █ work  ▒ waits for the stage before  ░ for the stage after                                                    |
        │   ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡀                                         │                                                         |
      30┤  ⢰⢱             ⠘⢄                                       4┤                                                         |
        │ ⢀⠇⠈⡆             ⠈⢢                                       │                                                         |
        │ ⡜  ⢸               ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ concurrency 24.0→   │                                                         |
      20┤⢰⠁   ⡇                                                     │                                                         |
        │⠃    ⠘⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠲⡀    ⡰⠒⠒⠒⠒⠒⠒ busy        16.0↗  3┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ prefetch 3.00→|
        │                          ⢣   ⢠⠃                           │                                           filled   3.00→|
      10┤                          ⠈⡆  ⡎                            │                                                         |
        │                           ⠸⡀⡸                            2┤                                                         |
       0┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⢳⠓⠒⠒⠒⠒⠒⠒⠒⠒ workers     2.00→   │                                                         |
        └───────────┬────────────┬─────────────                     └────────────┬──────────────┬──────────────               |
                    5           10      seconds                                  5             10       seconds               |
      waiting 0.0 %                                                read images/s 157                                          |
          │⡀                                                       200┤                                         ⣀             |
      20 %┤⢱                                                          │                         ⣀⠤⠤⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⠔⠊⠉ ⠱⡀      ⡀    |
          │⠈⡆                                                         │                       ⡠⠊                  ⠈⢆   ⡠⠊⠈⠒⢄  |
          │ ⢱                                                         │        ⢀       ⢀⣀⣀⣀⣀⡠⠊                      ⠱⡠⠊     ⠉⠢|
          │ ⠈⡆                                                     150┤       ⢠⠃⠱⡀    ⡰⠁                                      |
      10 %┤  ⢱                                                        │      ⡰⠁  ⠈⢢ ⢠⠊                                        |
          │  ⠈⡆                                                       │     ⡔⠁     ⠑⠁                                         |
          │   ⢱                                                       │  ⢀⡠⠜                                                  |
       0 %┤╌╌╌⠈⠦⠤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀  100┤⠔⠊⠁                                                    |
          └───────────────┬──────────────────┬───────────────────     └───────────────┬───────────────────┬───────────────────|
                          5                 10            seconds                     5                  10            seconds|
                                                                                                                              |
                                                                                                                              |
      "
    `);
  });
  it('200x50', () => {
    const text = frame(200, 50);
    for (const name of ['concurrency', 'busy', 'prefetch', 'filled', 'waiting', 'read images/s', 'seconds']) expect(text).toContain(name);
  });
});

it('shows a change of the concurrency, the prefetch and the workers, and whether the run tunes itself', () => {
  const before = after(modelBefore('epoch', 3), ...Array.from({ length: 30 }, () => report({ concurrency: 8, prefetch: 2, workers: 1, autotuned: true })));
  const later = after(before, ...Array.from({ length: 30 }, () => report({ concurrency: 64, prefetch: 5, workers: 12, autotuned: false })));
  expect(frame(80, 24, before)).toContain('autotuning on');
  expect(frame(80, 24, later)).toContain('autotuning off: a starts it');
  expect(frame(60, 15, later)).toMatch(/concurrency +64 .*▂.*█/);
  expect(frame(60, 15, later)).toMatch(/prefetch +5 .*▄.*█/);
  expect(frame(120, 40, later)).toMatch(/12 workers ─[^]*workers +12\.0/);
  expect(frame(120, 40, later, { rangeShare: 1 / 4 })).not.toBe(frame(120, 40, later));
});

describe('the throughput has what the process uses', () => {
  const use = { cpu: 1.7, cores: 2, memory: 640e6 };
  const at = (columns: number, rows: number, more: object = {}) => cropped('throughput', columns, rows, { model: after(modelBefore('run-end'), { type: 'machine-use', ...use, ...more }) });
  const gpu = { utilisation: 0.87, memory: 12.3e9, memoryTotal: 141e9 };

  it('in a row of its own, or in the title where there is none', () => {
    expect(at(60, 15)).toContain('CPU 85 % ─');
    for (const [columns, rows] of [[80, 24], [120, 40], [200, 50]] as const) expect(at(columns, rows)).toMatch(/CPU 85 % of 2 cores · 640 MB/);
    expect(at(80, 24)).not.toContain('GPU');
    expect(cropped('throughput', 80, 24)).not.toContain('CPU');
  });

  it('with the GPU where the driver answers', () => {
    expect(at(60, 15, { gpu })).toContain('GPU 87 % ─');
    for (const [columns, rows] of [[80, 24], [120, 40], [200, 50]] as const) expect(at(columns, rows, { gpu })).toMatch(/CPU 85 %[^]*GPU 87 % · 12\.3 GB of 141/);
    expect(at(80, 24, { gpu: { ...gpu, utilisation: undefined } })).toMatch(/GPU · 12\.3 GB/);
  });
});

it('has the values at the cursor, in charts and in sparklines', () => {
  const model = after(modelBefore('epoch', 3), ...Array.from({ length: 30 }, (_, index) => report({ concurrency: index < 15 ? 8 : 64, prefetch: 2, workers: 1 })));
  expect(frame(60, 15, model, { cursor: 1 })).toMatch(/concurrency +64 [^]*at second \d+/);
  expect(frame(60, 15, model, { cursor: 0.7 })).toMatch(/concurrency +8 /);
  expect(frame(60, 15, model)).not.toContain('at second');
  for (const [columns, rows] of [[80, 24], [120, 40], [200, 50]] as const) {
    expect(frame(columns, rows, model, { cursor: 1 })).toMatch(/concurrency 64\.0/);
    expect(frame(columns, rows, model, { cursor: 0.7 })).toMatch(/concurrency 8\.0/);
  }
});

it('is never cut where there is little to say', () => {
  const empty = { ...modelBefore('pipeline'), pipeline: null };
  const slow = after(modelBefore('epoch', 3), report({ bottleneck: 'data', seconds: 1, waitMs: 936 }));
  for (const [columns, rows] of [[60, 15], [80, 24], [120, 40], [200, 50]] as const) {
    for (const model of [empty, slow]) expect(cropped('pipeline', columns, rows, { model })).not.toContain('…');
    expect(cropped('pipeline', columns, rows, { model: slow })).toMatch(/\w+: step waits 93\.6 %/);
    expect(cropped('accuracy', columns, rows, { model: modelBefore('epoch', 1) })).not.toContain('…');
  }
});

it('says why there is no curve yet, and the footer has the keys', () => {
  expect(frame(80, 24, after(modelBefore('pipeline'), report({})))).toContain('the charts begin with the second report');
  expect(shownOn(<Frame {...sceneOf(80, 24, { model: modelBefore('epoch', 5), view: enlarged })} />, 80, 24).lines[22]).toContain('] [ concurrency   } { prefetch   ) ( workers   a autotune');
  expect(shownOn(<Frame {...sceneOf(80, 24, { mode: 'replay', view: enlarged })} />, 80, 24).lines[22]).not.toContain('prefetch');
  expect(cropped('pipeline', 120, 40, { view: enlarged, theme: createTheme(2, true) })).toMatch(/^[\n -~]+$/);
});

import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/tui/model/index.js';
import { cropped } from './cropped.js';
import { epochOf, overfitted } from './overfitted.js';
import { after, modelBefore } from './recorded.js';
import { view } from './scenes.js';

const accuracy = (columns: number, rows: number, more: Partial<typeof view> = {}, model: Model = overfitted) => cropped('accuracy', columns, rows, { model, view: { ...view, ...more } });

describe('the enlarged accuracy shows the last validation by class', () => {
  const enlarged = (columns: number, rows: number, model?: Model) => accuracy(columns, rows, { zoomed: 'accuracy' }, model);
  /** A validation of many classes, of which every fifth is often taken for the next. */
  const manyClasses = (count: number, prefix = 'class-'): Model => {
    const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    const confusion = names.map((_, truth) => names.map((__, predicted) => (predicted === truth ? 40 - 3 * (truth % 5) : predicted === truth + 1 ? 3 * (truth % 5) : 0)));
    const { run } = overfitted;
    return { ...after(overfitted, epochOf(9, { perClass: confusion.map((row, index) => (row[index] ?? 0) / 40), ...(count <= 20 && { confusion }) })), run: run && { ...run, classes: names } };
  };

  it('of two classes at 60x15', () => {
    expect(enlarged(60, 15)).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ────────────────────── best 51.0 % at epoch 4 ─|
      100 %┤      ⢀⡠⠤⠒ train… 96.9 %↗   true   right  cat  dog    |
           │  ⢀⠤⠒⠉⠁                     cat   53.0 %  265  235    |
           │ ⡠⠃                         dog   37.0 %  315  185    |
           │⠔⠁                          columns: predicted as     |
           │      best                  after epoch 8             |
       50 %┤  ⢀⡠◆⠤⢄⡀                                              |
           │⡠⠔⠁    ⠈⠉⠉ valid… 45.0 %↘                             |
           │                                                      |
                                                                  |
      val loss ▅▅▃▃▁▁▁▁▁▁▃▃▅▅██ 1.40↗                             |
      "
    `);
  });

  it('of two classes at 80x24, with the cursor', () => {
    expect(accuracy(80, 24, { zoomed: 'accuracy', cursor: 0.5 })).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ────────────────────────────────────────── best 51.0 % at epoch 4 ─|
      100 %┤           │    ⢀⣀⣀⣀⠤⠤⠤⠤⠤⠤ training   88.1 %    true   right  cat  dog    |
           │        ⢀⣀⡠⠤⠒⠒⠉⠉⠁                               cat   53.0 %  265  235    |
           │    ⣀⠤⠒⠉⠁  │                                    dog   37.0 %  315  185    |
           │⢀⡠⠔⠊       │                                    columns: predicted as     |
           │⠁          │                                    after epoch 8             |
           │           │ best                                                         |
       50 %┤      ⢀⣀⡠⠤⠔◆⠒⠒⠒⠒⠢⠤⠤⠤⣀⣀⣀⣀                                                  |
           │⣀⠤⠤⠒⠊⠉⠁    │            ⠉⠉ validation 51.0 %                              |
           │           │                                                              |
           └──────────────┬───────────                                                |
                    epoch 4                                                           |
       │           │            ⡠⠊ validation loss 0.600                              |
       │⡀          │          ⡠⠊                                                      |
      1┤⠈⠑⢄⡀       │      ⢀⡠⠒⠉                                                        |
       │   ⠈⠑⠒⠢⠤⠤⢄⣀⣀⣀⠤⠤⠔⠒⠊⠁                                                           |
       │⠉⠒⠤⣀⡀      │                                                                  |
       │    ⠈⠉⠑⠒⠒⠢⠤⠤⠤⣀⣀⣀⡀                                                             |
      0┤           │    ⠈⠉⠉⠉⠒⠒⠒⠒⠒⠒ labelled loss   0.258                              |
                epoch 4                                                               |
      "
    `);
  });

  it('of ten classes at 120x40: a matrix', () => {
    expect(enlarged(120, 40, manyClasses(10, '')).split('\n').slice(1, 16).map((row) => row.slice(46)).join('\n')).toMatchInlineSnapshot(`
      "───────────────────────────────────────────────── best 51.0 % at epoch 4 ─|
       training   97.8 %↗   true   right   0   1   2   3   4   5   6   7   8   9|
                            0    100.0 %  40   0   0   0   0   0   0   0   0   0|
                            1     92.5 %   0  37   3   0   0   0   0   0   0   0|
                            2     85.0 %   0   0  34   6   0   0   0   0   0   0|
                            3     77.5 %   0   0   0  31   9   0   0   0   0   0|
                            4     70.0 %   0   0   0   0  28  12   0   0   0   0|
                            5    100.0 %   0   0   0   0   0  40   0   0   0   0|
                            6     92.5 %   0   0   0   0   0   0  37   3   0   0|
                            7     85.0 %   0   0   0   0   0   0   0  34   6   0|
                            8     77.5 %   0   0   0   0   0   0   0   0  31   9|
                            9     70.0 %   0   0   0   0   0   0   0   0   0  28|
                            columns: predicted as                               |
                            after epoch 9                                       |
                                                                                |"
    `);
  });

  it('of ten classes at 80x24: each class and the most frequent mistakes', () => {
    expect(enlarged(80, 24, manyClasses(10)).split('\n').map((row) => row.slice(40)).join('\n')).toMatchInlineSnapshot(`
      "
      ─────────────── best 51.0 % at epoch 4 ─|
      right, after epoch 9                    |
      class-4         70.0 % ███████████▉·····|
      class-9         70.0 % ███████████▉·····|
      class-3         77.5 % █████████████▏···|
      class-8         77.5 % █████████████▏···|
      class-2         85.0 % ██████████████▌··|
      class-7         85.0 % ██████████████▌··|
      class-1         92.5 % ███████████████▊·|
      class-6         92.5 % ███████████████▊·|
      class-0        100.0 % █████████████████|
      class-5        100.0 % █████████████████|
                                              |
      most frequent mistakes: true → predicted|
         12 class-4 → class-5                 |
          9 class-3 → class-4                 |
          9 class-8 → class-9                 |
          6 class-2 → class-3                 |
          6 class-7 → class-8                 |
                                              |
      "
    `);
  });

  it('of a hundred classes: the weakest', () => {
    expect(enlarged(80, 24, manyClasses(100)).split('\n').map((row) => row.slice(40)).join('\n')).toMatchInlineSnapshot(`
      "
      ─────────────── best 51.0 % at epoch 4 ─|
      right, after epoch 9                    |
      class-4         70.0 % ███████████▉·····|
      class-9         70.0 % ███████████▉·····|
      class-14        70.0 % ███████████▉·····|
      class-19        70.0 % ███████████▉·····|
      class-24        70.0 % ███████████▉·····|
      class-29        70.0 % ███████████▉·····|
      class-34        70.0 % ███████████▉·····|
      class-39        70.0 % ███████████▉·····|
      class-44        70.0 % ███████████▉·····|
      class-49        70.0 % ███████████▉·····|
      class-54        70.0 % ███████████▉·····|
      class-59        70.0 % ███████████▉·····|
      class-64        70.0 % ███████████▉·····|
      class-69        70.0 % ███████████▉·····|
      class-74        70.0 % ███████████▉·····|
      class-79        70.0 % ███████████▉·····|
      class-84        70.0 % ███████████▉·····|
      83 more, all better                     |
      "
    `);
  });

  it('not where the log has no classes', () => {
    expect(enlarged(80, 24, modelBefore('epoch', 5))).not.toContain('predicted');
  });
});

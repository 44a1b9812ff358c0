import { describe, expect, it } from 'vitest';
import { cropped } from './cropped.js';
import { overfitted } from './overfitted.js';
import { view } from './scenes.js';

const accuracy = (columns: number, rows: number) => cropped('accuracy', columns, rows, { model: overfitted });

describe('the accuracy shows that a run learns its labelled pictures by heart', () => {
  it('at 60x15', () => {
    expect(accuracy(60, 15)).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ── best 51.0 % ─|
      100 %┤   ⢀⣀⠤⠤⠔⠒⠒ tra… 96.9 %↗|
           │ ⡠⠊⠁                   |
           │⠊     best             |
       50 %┤ ⢀⠤⠔◆⠤⠤⢄⣀⣀ val… 45.0 %↘|
           │⠊⠁                     |
                                   |
      val loss       ▅▃▁▁▁▃▅█ 1.40↗|
      "
    `);
  });

  it('at 80x24', () => {
    expect(accuracy(80, 24)).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ──────────── best 51.0 % ─|
      100 %┤       ⣀⡠⠤⠔⠒⠒⠒ training   96.9 %↗|
           │  ⢀⠤⠒⠉⠉                          |
           │⡠⠒⠁                              |
           │        best                     |
       50 %┤ ⣀⡠⠔⠒⠉◆⠒⠒⠒⠢⠤⠤⠤ validation 45.0 %↘|
           │⠉                                |
                                             |
      validation loss  ▅▅▃▃▁▁▁▁▁▁▃▃▅▅██ 1.40↗|
      "
    `);
  });

  it('at 80x24, with the values at the cursor', () => {
    expect(cropped('accuracy', 80, 24, { model: overfitted, view: { ...view, cursor: 0.5 } })).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ──────────── best 51.0 % ─|
      100 %┤      │⣀⡠⠤⠔⠒⠒⠒ training   88.1 % |
           │  ⢀⠤⠒⠉⠉                          |
           │⡠⠒⠁   │                          |
           │      │ best                     |
       50 %┤ ⣀⡠⠔⠒⠉◆⠒⠒⠒⠢⠤⠤⠤ validation 51.0 % |
           │⠉     │                          |
               epoch 4                       |
      validation loss ▅▅▃▃▁▁▁▁▁▁▃▃▅▅██ 0.600 |
      "
    `);
  });

  it('at 120x40', () => {
    expect(accuracy(120, 40)).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ───────────────────────────────────── best 51.0 % at epoch 4 ─|
      100 %┤                                ⣀⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤ training   96.9 %↗|
           │                ⣀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠒⠉⠉⠉⠉⠉                                     |
           │        ⣀⣀⠤⠔⠒⠊⠉⠉                                                     |
           │ ⣀⣀⠤⠔⠒⠊⠉                                                             |
           │⠉                                                                    |
           │                       best                                          |
       50 %┤            ⢀⣀⣀⣀⠤⠤⠤⠔⠒◆⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀                       |
           │⣀⣀⠤⠤⠤⠔⠒⠒⠒⠉⠉⠉⠁                                 ⠉⠉⠉⠉ validation 45.0 %↘|
           │                                                                     |
           └───────┬─────────────┬─────────────┬─────────────┬                   |
                   2             4             6         epoch                   |
      validation loss      ▅▅▅▅▅▅▃▃▃▃▃▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▃▃▃▃▃▃▅▅▅▅▅▅██████ 1.40↗|
      "
    `);
  });

  it('at 200x50', () => {
    expect(accuracy(200, 50)).toMatchInlineSnapshot(`
      "
      ─ 2 accuracy ──────────────────────── best 51.0 % at epoch 4 ─|
      100 %┤                                   ⢀⣀ training   96.9 %↗|
           │                         ⣀⣀⡠⠤⠤⠔⠒⠒⠉⠉⠁                    |
       90 %┤                  ⣀⠤⠔⠒⠊⠉⠉                               |
           │             ⣀⠤⠒⠊⠉                                      |
           │         ⢀⡠⠒⠉                                           |
       80 %┤      ⢀⠤⠒⠁                                              |
           │    ⡠⠊⠁                                                 |
           │  ⡠⠊                                                    |
       70 %┤⡠⠊                                                      |
           │                                                        |
       60 %┤                                                        |
           │                                                        |
           │                 best                                   |
       50 %┤            ⢀⣀⠤◆⠒⠒⠢⠤⠤⠤⢄⣀⣀                               |
           │       ⢀⡠⠤⠒⠊⠁            ⠉⠉⠉⠉⠒⠒⠒⠒⠤⠤⢄⣀ validation 45.0 %↘|
           │  ⣀⡠⠔⠒⠉⠁                                                |
       40 %┤⠒⠉                                                      |
           │                                                        |
       30 %┤                                                        |
           └─────────────────────┬───────────────                   |
                                 5          epoch                   |
         │                                 ⢠⠊ validation loss  1.40↗|
         │                               ⢀⠔⠁                        |
         │                              ⡠⠃                          |
      1.0┤⠑⠤⡀                        ⢀⠤⠊                            |
         │  ⠈⠢⢄                    ⡠⠔⠁                              |
         │     ⠑⠢⢄⡀            ⣀⠤⠒⠉                                 |
         │        ⠈⠑⠒⠢⠤⠤⣀⣀⡠⠤⠔⠒⠉                                     |
      0.5┤⠒⠤⣀⡀                                                      |
         │   ⠈⠑⠒⠤⢄⣀⡀                                                |
         │         ⠈⠉⠑⠒⠒⠤⠤⢄⣀⡀                                       |
         │                  ⠈⠉⠉⠒⠒⠢⠤⠤⠤⣀⣀⣀⣀⣀                          |
        0┤                                ⠉⠉⠉ labelled loss   0.095↘|
         └───────────────────┬───────────────                       |
                             5          epoch                       |
      "
    `);
  });
});

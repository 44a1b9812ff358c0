import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/tui/model/index.js';
import { cropped } from './cropped.js';
import { epochOf, overfitted } from './overfitted.js';
import { after, modelBefore } from './recorded.js';
import { view } from './scenes.js';

const table = (columns: number, rows: number, model: Model = overfitted, scroll = 0) => cropped('epochs', columns, rows, { model, view: { ...view, zoomed: 'epochs', scroll } });

describe('the table of epochs', () => {
  it('at 60x15', () => {
    expect(table(60, 15)).toMatchInlineSnapshot(`
      "
      ─ t epochs ────────────────────────────────────── 8 in all ─|
         epoch     time  generated  training  validation  val loss|
             1     1:02      0.300    67.8 %      39.0 %      1.05|
             2     1:03      0.300    76.9 %      43.0 %     0.800|
             3     1:04      0.300    83.4 %      47.0 %     0.650|
       ★     4     1:05      0.300    88.1 %      51.0 %     0.600|
             5     1:06      0.300    91.5 %      49.5 %     0.650|
             6     1:07      0.300    93.9 %      48.0 %     0.800|
             7     1:08      0.300    95.6 %      46.5 %      1.05|
             8     1:09      0.300    96.9 %      45.0 %      1.40|
                                                                  |
      "
    `);
  });

  it('at 80x24', () => {
    expect(table(80, 24)).toMatchInlineSnapshot(`
      "
      ─ t epochs ────────────────────────────────────────────────────────── 8 in all ─|
         epoch     time  unlabelled  generated  training  validation  val loss    rate|
             1     1:02       0.300      0.300    67.8 %      39.0 %      1.05  0.0019|
             2     1:03       0.300      0.300    76.9 %      43.0 %     0.800  0.0018|
             3     1:04       0.300      0.300    83.4 %      47.0 %     0.650  0.0017|
       ★     4     1:05       0.300      0.300    88.1 %      51.0 %     0.600  0.0016|
             5     1:06       0.300      0.300    91.5 %      49.5 %     0.650  0.0015|
             6     1:07       0.300      0.300    93.9 %      48.0 %     0.800  0.0014|
             7     1:08       0.300      0.300    95.6 %      46.5 %      1.05  0.0013|
             8     1:09       0.300      0.300    96.9 %      45.0 %      1.40  0.0012|
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
                                                                                      |
      "
    `);
  });

  it('at 120x40', () => {
    expect(table(120, 40).split('\n').slice(0, 11).join('\n')).toMatchInlineSnapshot(`
      "
      ─ t epochs ────────────────────────────────────────────────────────────────────────────────────────────────── 8 in all ─|
         epoch    step     time  unlabelled  generated  labelled  generator  training  validation  val loss    rate           |
             1      12     1:02       0.300      0.300     0.545      0.900    67.8 %      39.0 %      1.05  0.0019           |
             2      24     1:03       0.300      0.300     0.425      0.900    76.9 %      43.0 %     0.800  0.0018           |
             3      36     1:04       0.300      0.300     0.331      0.900    83.4 %      47.0 %     0.650  0.0017           |
       ★     4      48     1:05       0.300      0.300     0.258      0.900    88.1 %      51.0 %     0.600  0.0016           |
             5      60     1:06       0.300      0.300     0.201      0.900    91.5 %      49.5 %     0.650  0.0015           |
             6      72     1:07       0.300      0.300     0.156      0.900    93.9 %      48.0 %     0.800  0.0014           |
             7      84     1:08       0.300      0.300     0.122      0.900    95.6 %      46.5 %      1.05  0.0013           |
             8      96     1:09       0.300      0.300     0.095      0.900    96.9 %      45.0 %      1.40  0.0012           |"
    `);
  });

  it('at 200x50', () => {
    expect(table(200, 50).split('\n').slice(0, 11).join('\n')).toMatchInlineSnapshot(`
      "
      ─ t epochs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 8 in all ─|
         epoch    step     time  unlabelled  generated  labelled  generator  training  validation  val loss    rate                                                                                           |
             1      12     1:02       0.300      0.300     0.545      0.900    67.8 %      39.0 %      1.05  0.0019                                                                                           |
             2      24     1:03       0.300      0.300     0.425      0.900    76.9 %      43.0 %     0.800  0.0018                                                                                           |
             3      36     1:04       0.300      0.300     0.331      0.900    83.4 %      47.0 %     0.650  0.0017                                                                                           |
       ★     4      48     1:05       0.300      0.300     0.258      0.900    88.1 %      51.0 %     0.600  0.0016                                                                                           |
             5      60     1:06       0.300      0.300     0.201      0.900    91.5 %      49.5 %     0.650  0.0015                                                                                           |
             6      72     1:07       0.300      0.300     0.156      0.900    93.9 %      48.0 %     0.800  0.0014                                                                                           |
             7      84     1:08       0.300      0.300     0.122      0.900    95.6 %      46.5 %      1.05  0.0013                                                                                           |
             8      96     1:09       0.300      0.300     0.095      0.900    96.9 %      45.0 %      1.40  0.0012                                                                                           |"
    `);
  });

  it('scrolls, and no further than to the first epoch', () => {
    const many = Array.from({ length: 40 }, (_, index) => index + 1).reduce((model, epoch) => after(model, epochOf(epoch)), modelBefore('epoch', 1));
    const shown = (scroll: number) => /epochs.* (\d+ to \d+ of 40)/u.exec(table(80, 24, many, scroll))?.[1];
    expect([0, 1, 10, 1000].map(shown)).toEqual(['23 to 40 of 40', '22 to 39 of 40', '13 to 30 of 40', '1 to 18 of 40']);
    expect(table(80, 24, modelBefore('epoch', 1))).toContain('follows the first epoch');
  });
});

import { describe, expect, it } from 'vitest';
import { createTheme } from '../../src/tui/text/theme.js';
import { cropped } from './cropped.js';
import type { Model } from '../../src/tui/model/index.js';
import { after, modelBefore, wholeModel } from './recorded.js';
import { view } from './scenes.js';

/** The frames of a run with four losses. */
const losses = (columns: number, rows: number, more: Partial<typeof view> = {}) => cropped('losses', columns, rows, { view: { ...view, ...more } });
const steps = (model: Model, losses: (at: number) => Readonly<Record<string, number>>) =>
  after(model, ...Array.from({ length: 40 }, (_, at) => ({ type: 'step', epoch: 12, step: model.step + at + 1, losses: losses(at), trainedOn: 1, ms: 9, waitMs: 0 }) as const));
/** Losses so different that a linear axis shows one of them only, and losses that are much alike. */
const apart = { model: steps(wholeModel, (at) => ({ unlabelled: 0.002, generated: 0.01 + at / 4000, labelled: 0.4, generator: 6 })) };
const near = { model: steps(modelBefore('step'), (at) => ({ labelled: 0.6 - at / 100, consistency: 0.2 + at / 200 })) };

describe('the losses', () => {
  it('of four curves at 60x15', () => {
    expect(losses(60, 15)).toMatchInlineSnapshot(`
      "
      ─ 1 losses ──────────── log ─|
          │ ⣀⢄⡀                    |
         1┤⠜  ⠉⠒⠉⠉⠉⠉⠉ ge…or   1.52→|
          │⣦⡀⣤⠦⠦⣤⢤⢤⢤⡤ unla…  0.247→|
       0.1┤⠘⡟⡃        ge…ed  0.244→|
          │ ⠱⡏⠢⡀                   |
      0.01┤    ⠈⠛⠑⠒⠢⠤ labe… 0.0078↘|
                                   |
      "
    `);
  });

  it('of four curves at 80x24', () => {
    expect(losses(80, 24)).toMatchInlineSnapshot(`
      "
      ─ 1 losses ─────────── log · mean 0.6 ─|
          │ ⢀⣀⢄                              |
         1┤⡰⠁  ⠙⠒⠔⠔⠒⠒⠒⠚⠒⠒⠑ generator    1.51→|
          │⡀  ⣀⢀⣀ ⡀ ⡀                        |
       0.1┤⢫⢶⣄⡟⠉⠈⠉⠙⠙⠉⠋⠛⠉⠉⠉ unlabelled  0.261→|
          │ ⢣ ⢱⢄           generated   0.240→|
          │  ⠣⡇⠈⢢⢄                           |
      0.01┤   ⠁   ⠙⠚⠉⠓⠒⠒⠤⠔ labelled   0.0083↘|
                                             |
      "
    `);
  });

  it('of four curves at 120x40', () => {
    expect(losses(120, 40)).toMatchInlineSnapshot(`
      "
      ─ 1 losses ────────────────────────────────────── log axis · smoothed 0.6 ─|
          │     ⡀⢀⡀ ⣀⣀⢄⡀                                                         |
          │ ⢀⠤⠔⠉⠈⠁⠈⠉   ⠈⠢⠤⠤⣀⣀⣀⣀⣀⣀⢀⣀⣀⣀⠤⠤⢄⡠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠢⠤⠤ generator    1.48→|
         1┤⠔⠊                    ⠁                                               |
          │⣱⣤⣀  ⡀     ⡗⢢⢤⣄⣰⢔⣢⡤⣀⣠⣀⣀⣀⣀ ⢠⡠⣰⢄⣀⣀⢄⣀⣀⡀⢠⣀⡀⣀⣀⡠⣀⣀  ⣄ ⣀⣀⣤ unlabelled  0.300→|
          │ ⢣⠉⢣⢀⠯⣊⡦⡀ ⢰⡏⠁         ⠁  ⠉⠋⠈  ⠙⠉⠁⠉⠉⠙⠓⠁⠉⠒⠁⠈ ⠈⠋⠉⠉⠉⠉⠁  generated   0.243→|
       0.1┤  ⠣⡀⠙  ⠘⠉⠶⠚⢠⠓⢄                                                        |
          │   ⠘⢄⢠⢢    ⡎  ⠑⣄⠔⢄                                                    |
      0.01┤     ⠁ ⠣⣀⡀⢠⠃      ⠑⠤⠤⠊⢆ ⢠⣀  ⡀ ⢠⣀⡰⢄⡠⢄    ⣄⣀⣀⡀      ⣀ labelled   0.0096↘|
          │         ⠘⠚            ⠉⠁ ⠑⠒⠉⠉⠁    ⠈⠢⠊⠑⠚   ⠘⢄ ⡔⠑⠤⠜                    |
          │                                             ⠉                        |
          └─────────────────┬─────────────────┬───────────────                   |
                           50                100          step                   |
      "
    `);
  });

  it('of four curves at 200x50', () => {
    expect(losses(200, 50)).toMatchInlineSnapshot(`
      "
      ─ 1 losses ───────────────────────── log axis · smoothed 0.6 ─|
         5┤                                                         |
          │                                                         |
          │     ⡀ ⡰⢢                                                |
         2┤   ⡰⠉⠈⠉  ⢱                                               |
          │  ⡰⠁      ⢇⡀                  ⢠⡀   ⣀⡀                    |
          │ ⢠⠃        ⠈⠢⢄   ⡀⢠⠒⠤⠒⠉⠉⠉⠑⠉⠊⠉⠉⠁⠈⠒⠉⠊ ⠈⠁ generator    1.50→|
         1┤ ⡜            ⠉⠑⠊⠈⠁                                      |
          │⢠⠃                                                       |
          │                                                         |
       0.5┤                                                         |
          │                                                         |
          │⢘⡄      ⣆⢠⡀ ⡀⣀ ⢠    ⢠                                    |
          │⢸⣧  ⢀   ⡏⢾⢜⠞⠘⠋⠳⢇⡳⠖⡦⣠⡎⣶⣀⡠⡤⢄ ⢠⢄⣀⢤⢷⡄⢀⢇⢀⢀⡆ unlabelled  0.270→|
       0.2┤⠸⡸⡄ ⡼⡀  ⡇⡇     ⠈⠁ ⢸⢱⠱⠁⢏⡎⠱⠜⡝⡞⢎⠤⠊ ⠙⠾⠜⠛⡞  generated   0.246→|
          │ ⡇⢷ ⡇⡇ ⢠⡣⠃         ⠋  ⠘   ⠘⠁                             |
          │ ⡇⠘⣇⡇⡈⡆⢸⡇                                                |
       0.1┤ ⢣ ⢹⢸⠛⣼⢸                                                 |
          │ ⢸ ⠈  ⢹⢾ ⣧                                               |
          │ ⠈⡆   ⠘⡜⢀⠟⡄                                              |
      0.05┤  ⢣    ⠁⢸ ⢇                                              |
          │  ⠘⡄    ⢸ ⢸                                              |
          │   ⢇⡀   ⡸ ⠈⣦⡇                                            |
          │   ⠸⢹   ⡇  ⠁⢸⡀                                           |
      0.02┤    ⠈⡆  ⡇    ⢣                                           |
          │     ⢣  ⡇    ⠘⡄⢀⢆ ⢀     ⢀                                |
          │      ⢣⢀⠇     ⠈⠉⠸⡀⡸⡄  ⢰⡄⡸⣦                               |
      0.01┤      ⠈⣾         ⠣⠇⢇ ⡦⠇⠈⠃ ⢣  ⢠⢇⡴⡀ ⢠  ⡄ labelled   0.0088↘|
          │       ⢻           ⠘⠚     ⠈⡶⠱⠃⠘ ⢣ ⡜⢣⡸                    |
          │       ⠈                        ⠈⡆⡇ ⠁                    |
      5e-3┤                                 ⠸                       |
          │                                                         |
          │                                                         |
      2e-3┤                                                         |
          └─────────────┬────────────┬───────────                   |
                       50           100      step                   |
      "
    `);
  });

  it('of four curves, enlarged at 80x24, with the cursor', () => {
    expect(losses(80, 24, { zoomed: 'losses', cursor: 0.5 })).toMatchInlineSnapshot(`
      "
      ─ 1 losses ─────────────────────────────────────────── log axis · smoothed 0.6 ─|
          │                            │                                              |
          │    ⢀⠤⢄⠤⠤⠤⠤⠒⠉⢢              │                                              |
          │  ⢀⠔⠁         ⠑⠤⠤⢢         ⢀⣀⣀⢄⠤⡠⠤⠤⠤⢄⠤⠤⣀⢄⠤⠤⠤⠤⠤⠢⠤⠤⡠⠤⡠⠤⠤⠢⠤⠤ generator   1.31 |
         1┤⢀⡠⠊               ⠉⠉⠉⠒⠉⠒⠒⠉⠉⠁│                                              |
          │⠁                           │                                              |
          │⢦           ⢸⡆    ⡀ ⡀  ⣄    │ ⡀ ⡀                                          |
          │⠼⡳⢦  ⢠      ⡇⢸⠚⠷⠮⠝⠙⠛⠊⠒⠚⠬⣒⠶⠮⠲⣢⣠⡻⠲⠻⣄⣀⣰⣿⣦⠤⣀⡀⡼⡢⣄⡤⣴⡶⢲⢤⣀⣀⣄⢤⡤⣤⠤⠮ unlabelled 0.205 |
          │ ⢣⠈⢧⡀⡎⣆⡜⣄⡀  ⡿⡎              ⠘⠁⠁  ⠘⠋ ⠈  ⠈⠞⠁⠈⠙⠋    ⠉⠉⠁⠁⠈    generated  0.255 |
       0.1┤  ⢇ ⢳⢱⠙⠒⠥⢵⣀⢸⠇⡟⢄             │                                              |
          │  ⠸⡀ ⠉   ⠈⢆⡝⢀⠇⠈⡆            │                                              |
          │   ⠑⡄       ⢸  ⠈⢆ ⡀         │                                              |
          │    ⠘⢤⠓⢄    ⢸   ⠈⠞⠘⢤        │                                              |
          │       ⠈⢆   ⡎       ⢣  ⢰⠤⡀  ⡀        ⡀                                     |
      0.01┤        ⠈⠒⢄⢀⠇        ⠑⠉⠃ ⠑⠔⡴⠱⡀ ⡠⠤⠤⠓⠢⢤⠛⠒⠲⡀⢀⡀ ⢠⠳⣀⠤⣀   ⡀   ⡠ labelled   0.013 |
          │           ⠻                │⠈⠉         ⠑⠁⠈⠑⠃ ⠁  ⠣⡀⢰⠉⠢⡠⠊                   |
          │                            │                     ⠱⠃                       |
          │                            │                                              |
          └───────────────────┬───────────────────┬─────────────────                  |
                             50     step 72      100                                  |
      "
    `);
  });

  it('have a logarithmic axis where a linear one would flatten a curve, or where a person asks for it', () => {
    expect(cropped('losses', 80, 24, apart)).toMatchInlineSnapshot(`
      "
      ─ 1 losses ─────────── log · mean 0.6 ─|
          │           ⢀⡠⠤⠤ generator    5.94↗|
          │⢀⠔⠊⠦⣀⣀⣀⣀⣀⣀⣀⡸                      |
         1┤⠊             ⢀ labelled    0.394↗|
          │⡷⣤⢰⠖⠒⠒⠖⠒⠴⠒⠶⢤⠊⠉⠁                   |
          │⠘⡍⠃⡀       ⢸⢣                     |
          │ ⠘⡴⠉⠢⣀     ⡸ ⢗⠤ generated   0.021↘|
      0.01┤      ⠓⠙⠒⠒⠤⠇ ⠈⢢ unlabelled 0.0056↘|
                                             |
      "
    `);
    expect(cropped('losses', 80, 24, { ...apart, view: { ...view, scale: 'linear' } })).toContain('linear');
    expect(cropped('losses', 120, 40, near)).toContain('linear axis · smoothed 0.6');
    expect(cropped('losses', 120, 40, { ...near, view: { ...view, scale: 'log' } })).toContain('log axis · smoothed 0.6');
    expect(cropped('losses', 120, 40, { ...near, view: { ...view, smooth: 0, rangeShare: 1 / 4 } })).toContain('linear axis · the last 1/4');
  });

  it('differ by their strokes where the terminal has no colours', () => {
    const dots = (colours: 2 | 16) => cropped('losses', 80, 24, { theme: createTheme(colours, false) });
    expect(dots(2)).not.toBe(dots(16));
  });
});

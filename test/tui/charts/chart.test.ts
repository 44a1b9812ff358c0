import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../src/tui/charts/index.js';
import { base, drawn, falling, rising, series } from './frames.js';


describe('a chart', () => {
  test('draws one series in braille', () => {
    expect(drawn()).toMatchInlineSnapshot(`
      "
      labelled 0.113                                  |
      2┤⠢⡀                                            |
       │ ⠑⢄                                           |
       │  ⠈⠑⢄                                         |
       │     ⠉⠢⢄                                      |
       │        ⠉⠒⠤⢄⣀                                 |
       │            ⠈⠉⠒⠒⠤⠤⢄⣀⣀⣀                        |
      0┤                      ⠉⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤|
       └┬──────────────────────┬─────────────────────┬|
        0                     50                  step|
      "
    `);
  });

  test('draws with ASCII only', () => {
    const text = drawn({ characters: 'ascii', rule: { y: 1, text: 'baseline' }, marks: [{ x: 50, y: falling[50] ?? 0, text: 'best 50' }] });
    expect(text).toMatchInlineSnapshot(`
      "
      labelled 0.113                                  |
       |l                                             |
      2+lll                                           |
       |   lll                                        |
       |-----llll-------------------------- baseline -|
       |        llllll           best 50              |
       |              lllllllll*lllll                 |
      0+                             lllllllllllllllll|
       ++----------------------+---------------------+|
        0                     50                  step|
      "
    `);
    expect(text).toMatch(/^[\n\x20-\x7E]*$/);
  });

  test('distinguishes series by strokes and by labels at their ends, without colours', () => {
    const all = [series('unlabelled', falling), series('generated', rising, 'orange'), series('generator', rising.map((y) => y * 2), 'green')];
    expect(drawn({ series: all, width: 60, height: 14 })).toMatchInlineSnapshot(`
      "
       │⢄                                                         |
      2┤⠈⡆                                                        |
       │ ⠱⡀           ⡀⡀⡀⡀⠄⠄⠄⠄⠄⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠒ generator   1.79→|
       │  ⠑⡄   ⡀⡀⠄⠂⠂⠁⠁⠁                                           |
       │   ⠱⡀⠂⠂                                                   |
       │ ⡀⠄⠃⠘⡄                                                    |
      1┤⠄⠁   ⠈⢢⡀                                                  |
       │       ⠈⣢⡤  ⠔⠒  ⠒⠒  ⠉⠉  ⠉⠉  ⠉⠉  ⠉⠉  ⠉⠉ ⠈ generated  0.897→|
       │ ⣀  ⠚⠉   ⠈⠲⢄⡀                                             |
       │⠉⠁          ⠉⠒⠦⢄⡀                                         |
       │                ⠈⠉⠓⠒⠦⠤⠤⣀⣀⣀⣀⡀                              |
      0┤                           ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒ unlabelled 0.113→|
       └┬───────────────────┬──────────────────┬                  |
        0                  50               step                  |
      "
    `);
    // They also have three colours.
    const colours = new Set(drawChart({ ...base, series: all }).flat().flatMap(({ colour }) => colour ?? []));
    expect([...colours].sort()).toEqual(['blue', 'green', 'orange']);
  });

  test('has labels in the order of the ends, each in a row of its own', () => {
    const all = [series('low', falling.map((y) => y / 50)), series('high', rising), series('middle', rising.map((y) => y * 0.98)), series('lower', falling.map((y) => y / 60)), series('lowest', falling.map((y) => y / 70))];
    expect(drawn({ series: all, height: 8 })).toMatchInlineSnapshot(`
      "
         │        ⣀⡤⡀⠄⠖⠖⠄⠂⠒⠒⠂⠂⠋⠋⠂⠂⠋⠋⠂⠂⠛ high    0.897→|
         │   ⡀⠴⠞⠂⠁                      middle  0.879→|
         │⢀⡔⠂⠁                                        |
      0.5┤⠁                                           |
         │                              low    0.0023→|
         │                              lower  0.0019→|
        0┤⠤⠤⠤⠤⣤⣤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀ lowest 0.0016→|
          0            50          step               |
      "
    `);
  });

  test('has a logarithmic axis, with values of zero and less at its low end', () => {
    const all = [series('steep', falling.map((_, x) => Math.exp(-x / 12))), series('flat', falling.map((_, x) => (x < 20 ? 0 : 0.5)), 'orange')];
    expect(drawn({ series: all, scale: 'log', strokes: false })).toMatchInlineSnapshot(`
      "
         1┤⠙⠢⢤⡀ ⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀ flat   0.500→|
          │   ⠈⠑⢺⢄⡀                                   |
       0.1┤     ⢸ ⠉⠑⠦⣀                                |
          │     ⢸     ⠉⠒⢤⣀                            |
      0.01┤     ⢸         ⠙⠢⢄⡀                        |
          │     ⢸            ⠈⠑⠦⢄⡀                    |
      1e-3┤     ⢸                ⠉⠓⠦⣄                 |
          │⣀⣀⣀⣀⣀⣸                    ⠉⠒⠤ steep 2.4e-4↘|
          └┬─────────────┬─────────────┬              |
           0            50          step              |
      "
    `);
    expect(drawn({ series: [series('none', [0, 0, -1])], scale: 'log', to: 2 })).toContain('none');
  });

  test('reads the values at the cursor', () => {
    const all = [series('unlabelled', falling), series('generated', rising, 'orange')];
    expect(drawn({ series: all, cursor: 0.25, strokes: false })).toMatchInlineSnapshot(`
      "
      2┤⢢      │                                      |
       │⠈⡆     │                                      |
       │ ⠘⡄    │                                      |
       │  ⠈⢣   │                                      |
      1┤    ⠱⣄ │ ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠤⠤⠤ generated  0.785 |
       │⢀⣠⠤⠔⠒⠋⠙⢭⣉                                     |
       │⠉      │⠈⠙⠲⠤⢄⣀⣀                               |
      0┤       │      ⠈⠉⠉⠉⠓⠒⠒⠒⠒⠒⠒⠒⠒⠒ unlabelled 0.673 |
       └┬─────────────┬────────────┬                  |
        0   step 25  50                               |
      "
    `);
    expect(drawn({ series: all, cursor: 1, characters: 'ascii' })).toMatchInlineSnapshot(`
      "
       |u                        |                    |
      2+uu                       |                    |
       | uu                      |                    |
       |  uu                     |                    |
      1+    uu ggggggggggggggggggg g generated  0.897 |
       |ggggggguu                |                    |
       |         uuuuuuuuuu      |                    |
      0+                  uuuuuuuu u unlabelled 0.113 |
       ++------------+-----------+                    |
        0           50    step 100                    |
      "
    `);
    expect(drawn({ cursor: 0 })).toMatch(/labelled 2\.10[^]*step 0 /);
  });

  test('says whether a curve rises, falls or is level at its end', () => {
    const trend = (values: readonly number[]) => / a +[-\d.]+(.)\|/u.exec(drawn({ series: [series('a', values), series('b', falling)] }))?.[1];
    expect([rising.map((_, x) => x / 20), falling.map((_, x) => -x / 20), falling.map(() => 1)].map(trend)).toEqual(['↗', '↘', '→']);
  });

  test('shows the best epoch and the baseline', () => {
    expect(drawn({
      series: [series('validation', rising, 'sky')], unit: 'percent', x: 'epoch', width: 60,
      marks: [{ x: 80, y: rising[80] ?? 0, text: 'best 80' }], rule: { y: 0.62, text: 'baseline 62.00 %' },
    })).toMatchInlineSnapshot(`
      "
      validation 89.7 %                                           |
          │                      ⢀⣀⣀⣀⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒◆⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉|
      80 %┤              ⣀⣀⠤⠔⠒⠊⠉⠉⠁                      best 80   |
          │          ⡠⠔⠒⠉                                         |
          │      ⢀⠔⠊⠉                                             |
          │╌╌╌╌⡠⠊⠁╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ baseline 62.00 % ╌|
      60 %┤ ⢀⠔⠉                                                   |
          │⡠⠃                                                     |
          └┬──────────────────────────┬──────────────────────────┬|
           0                         50                      epoch|
      "
    `);
  });

  test('includes a baseline outside of the curve', () => {
    expect(drawn({ rule: { y: 5, text: 'baseline' } })).toContain('baseline');
  });

  test('shows gaps', () => {
    const values = falling.map((y, x) => (x > 40 && x < 60 ? NaN : y));
    expect(drawn({ series: [series('labelled', values)], height: 7 })).toMatchInlineSnapshot(`
      "
      labelled 0.113                                  |
      2.2┤⠒⢄                                          |
         │  ⠉⠒⠤⣄                                      |
         │      ⠉⠉⠒⠤⠤⢄⣀⣀                              |
        0┤              ⠉⠉⠉⠉        ⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤|
         └┬─────────────────────┬────────────────────┬|
          0                    50                 step|
      "
    `);
  });

  test('shows one point, a constant and nothing at all', () => {
    expect(drawn({ series: [series('labelled', [0.5])], height: 7, to: 0 })).toMatchInlineSnapshot(`
      "
      labelled 0.500                                  |
      0.75┤                                           |
          │                                           |
          │⠛                                          |
      0.25┤                                           |
          └┬──────────────────────────────────────────|
           0                                      step|
      "
    `);
    expect(drawn({ series: [series('labelled', [0.5, 0.5, 0.5])], height: 7, to: 2 })).toMatchInlineSnapshot(`
      "
      labelled 0.500                                  |
      0.75┤                                           |
          │                                           |
          │⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉|
      0.25┤                                           |
          └┬────────────────────┬────────────────────┬|
           0                    1                 step|
      "
    `);
    expect(drawn({ series: [], height: 5 })).toMatchInlineSnapshot(`
      "
                                                      |
                                                      |
                        nothing yet                   |
                                                      |
                                                      |
      "
    `);
    expect(drawn({ series: [series('labelled', [NaN, NaN])], height: 5 })).toContain('nothing yet');
  });

  test('smooths a curve', () => {
    const noisy = Array.from({ length: 101 }, (_, x) => (x % 2 === 0 ? 0 : 2));
    const heights = (smooth: number) => drawn({ series: [series('loss', noisy)], smooth, rule: { y: 0, text: '' }, marks: [{ x: 0, y: 2, text: '' }] }).split('\n').slice(2, -3)
      .filter((row) => /[\u2801-\u28FF]/.test(row.slice(20))).length;
    expect(heights(0)).toBe(7);
    expect(heights(0.95)).toBeLessThanOrEqual(2);
  });

  test('shows a range of x', () => {
    const text = drawn({ from: 50, to: 60 });
    expect(text).toMatchInlineSnapshot(`
      "
      labelled 0.200                                  |
          │⠤⣀⡀                                        |
      0.25┤  ⠈⠉⠒⠢⠤⢄⣀⡀                                 |
          │         ⠈⠉⠒⠢⠤⣀⣀                           |
          │                ⠉⠉⠑⠒⠢⠤⢄⣀⡀                  |
          │                        ⠈⠉⠑⠒⠢⠤⠤⣀⣀          |
          │                                 ⠉⠉⠑⠒⠢⠤⢄⣀⡀ |
      0.20┤                                         ⠈⠉|
          └┬────────────────────┬────────────────────┬|
           50                  55                 step|
      "
    `);
  });
});

import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../src/tui/charts/index.js';
import { base, drawn, falling, rising, series, textOf } from './frames.js';

describe('a small chart', () => {
  test('loses its parts one after the other', () => {
    const all = [series('unlabelled', falling), series('generated', rising, 'orange')];
    const sizes = [[60, 7], [40, 6], [30, 4], [20, 3], [10, 3], [6, 1]] as const;
    expect(sizes.map(([width, height]) => drawn({ series: all, width, height })).join('')).toMatchInlineSnapshot(`
      "
      ⠤⠤⠤ u unlabelled 0.1135   ⠤⠤⠠ g generated 0.8973            |
      2.2┤⠒⢄⡀                                                     |
         │  ⠈⠑⠒⠤⢄⡀                                                |
         │⢀⣀  ⣀⣀ ⠈⠭⠵⠒⠤⠤⠤⣀⣀⣒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒ g|
        0┤⠁                ⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤ u|
         └┬──────────────────────────┬─────────────────────────┬  |
          0                         50                      step  |

      u unlabelled 0.1135   g generated 0.8973|
      2.2┤⠲⣀                                  |
         │ ⠈⠑⠤⣀                               |
         │⢀⣀  ⠬⠭⠒⠤⢤⣤⣀ ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒  ⠒⠒ g|
        0┤⠁         ⠈⠉⠉⠙⠒⠒⠒⠒⠒⠦⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤ u|
          0               50            step  |

      2.2┤⠳⣄                        |
         │  ⠙⠢⣄⣀  ⣀⣀  ⣀⣀  ⣀⣀  ⣀⣀ ⢀ g|
        0┤⠋⠉    ⠉⠉⠒⠒⠒⠦⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤ u|
          0          50       step  |

      2.2┤⠳⡀              |
         │ ⠙⠦⣄⣀⣀  ⣀⣀  ⣀⣀ ⢀|
        0┤⠋⠉  ⠉⠓⠒⠢⠤⠤⠤⠤⠤⠤⠤⠤|

      2.2┤⢇     |
         │⠘⣄  ⣀⣀|
        0┤⠋⠈⠳⠤⠤⠤|

      ⠷⠤⢄⣀⣤⣤|
      "
    `);
  });

  test('cuts a legend that does not fit', () => {
    const names = ['unlabelled', 'generated', 'labelled', 'generator'];
    const legend = (width: number) => textOf(drawChart({ ...base, series: names.map((name) => series(name, falling)), width })[0] ?? []);
    expect([100, 78, 60, 40, 24, 12, 10].map((width) => `${legend(width)}|`)).toMatchInlineSnapshot(`
      [
        "⠤⠤⠤ u unlabelled 0.1135   ⠤⠤⠠ g generated 0.1135   ⠄⠄⠤ l labelled 0.1135   ⠤⠤⠤ e generator 0.1135   |",
        "⠤⠤⠤ u unlabelled   ⠤⠤⠠ g generated   ⠄⠄⠤ l labelled   ⠤⠤⠤ e generator         |",
        "u unlabelled   g generated   l labelled   e generator       |",
        "u unla…   g gene…   l labe…   e gene…   |",
        "u   g   l   e           |",
        "u   g   l  …|",
        "u   g   … |",
      ]
    `);
  });

  test('keeps its width with any characters in names', () => {
    const row = textOf(drawChart({ ...base, series: [series('猫 🐈 e\u0301\n', falling), series('b', rising)] })[0] ?? []);
    expect(stringWidth(row)).toBe(48);
    expect(row).toContain('??');
  });
});

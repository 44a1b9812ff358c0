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
      2┤⠢⡀                                                        |
       │ ⠑⠤⡀                                                      |
       │   ⠑⠢⡀                                                    |
       │     ⠈⠑⠢⣄⣀  ⡤⠤  ⠤⠤  ⠤⠤  ⠤⠤  ⠤⠤  ⠤⠤  ⠤⠤ ⠠ generated  0.897→|
       │⠤⠒  ⠉⠉   ⠈⠙⠒⠦⠤⢄⣀⣀                                         |
      0┤                 ⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⠤⠤⠤ unlabelled 0.113→|
        0                  50               step                  |

      2┤⢆                                     |
       │ ⢣⡀                                   |
       │  ⠱⢄        ⣀⣀  ⣀⣀ ⢀ generated  0.897→|
       │⡠⠤  ⠙⠫⣄⡀⠉⠉                            |
      0┤       ⠈⠉⠑⠒⠒⠒⠦⠤⠤⠤⠤⠤⠤ unlabelled 0.113→|
        0               step                  |

      2.2┤⢣                         |
         │ ⢣⣀ ⣀⣀  ⣀⣀ generat… 0.897→|
        0┤⠋⠁⠈⠓⠲⠤⠤⠤⠤⠤ unlabel… 0.113→|
                                    |

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

  test('has shorter names where the curves need the room, and none that are alike', () => {
    const names = ['unlabelled', 'generated', 'labelled', 'generator'];
    const labels = (width: number) => drawn({ series: names.map((name, index) => series(name, falling.map((y) => y + index))), width, height: 8 }).split('\n').slice(1, -1).map((row) => row.slice(-24, -1).replace(/^.*[⠀-⣿│] ?/u, '').trim()).filter((row) => /\d[↗↘→]/u.test(row));
    expect([100, 38, 29, 22].map(labels)).toMatchInlineSnapshot(`
      [
        [
          "generator   3.11→",
          "labelled    2.11→",
          "generated   1.11→",
          "unlabelled 0.113→",
        ],
        [
          "generator   3.11→",
          "labelled    2.11→",
          "generated   1.11→",
          "unlabelled 0.113→",
        ],
        [
          "gener…or  3.11→",
          "labelled  2.11→",
          "gener…ed  1.11→",
          "unlabel… 0.113→",
        ],
        [],
      ]
    `);
  });

  test('keeps its width with any characters in names', () => {
    const rows = drawChart({ ...base, series: [series('猫 🐈 e\u0301\n', falling), series('b', rising)] }).map(textOf);
    for (const row of rows) expect(stringWidth(row)).toBe(48);
    expect(rows.join('\n')).toContain('? ?');
  });
});

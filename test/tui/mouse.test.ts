import { describe, expect, it } from 'vitest';
import { keysOf, type MouseEvent } from '../../src/tui/keys/mouse.js';
import { layoutOf, panelsOf, type PanelName } from '../../src/tui/layout.js';
import { firstView, type View } from '../../src/tui/view.js';
import { screenPlaces } from './places.js';

const SIZES = [[60, 15], [80, 24], [120, 40], [200, 50]] as const;
const keys = (event: MouseEvent, view: Partial<View> = {}, [columns, rows]: readonly [number, number] = [120, 40]): readonly string[] => {
  const whole = { ...firstView(true), ...view };
  return keysOf(event, whole, layoutOf(columns, rows, { zoomed: whole.zoomed, pictures: true, noticeRows: 0 }));
};
const NUMBERS: Readonly<Record<PanelName, string>> = { losses: '1', accuracy: '2', throughput: '3', pipeline: '4', messages: '5', pictures: '6', epochs: '' };
const at = { x: 30, y: 20 };

describe('a click', () => {
  it.each(SIZES)('enlarges the panel at it, at %ix%i: in its corners, and not beside it', (columns, rows) => {
    const layout = layoutOf(columns, rows, { zoomed: null, pictures: true, noticeRows: 0 });
    const places = screenPlaces(layout);
    expect(places.map(({ panel }) => panel)).toEqual(panelsOf(layout));
    for (const { panel, x, y, width, height } of places) {
      for (const corner of [{ x, y }, { x: x + width - 1, y: y + height - 1 }]) expect(keys({ does: 'click', ...corner }, {}, [columns, rows]), panel).toEqual([NUMBERS[panel]]);
    }
    for (const outside of [{ x: 0, y: 0 }, { x: 5, y: rows - 1 }, { x: columns + 5, y: 5 }]) expect(keys({ does: 'click', ...outside }, {}, [columns, rows])).toEqual([]);
  });

  it('goes back from an enlarged panel and from the help; the right button does so everywhere', () => {
    expect(keys({ does: 'click', ...at }, { zoomed: 'losses' })).toEqual(['0']);
    expect(keys({ does: 'click', ...at }, { help: true })).toEqual(['escape']);
    for (const view of [{ zoomed: 'epochs' }, { help: true }, {}] as const) expect(keys({ does: 'right click', ...at }, view)).toEqual(['escape']);
  });

  it('answers no question and is no text of a search', () => {
    for (const does of ['click', 'right click', 'wheel up'] as const) expect(keys({ does, ...at }, { asking: true })).toEqual([]);
    expect(keys({ does: 'click', ...at }, { zoomed: 'messages', messages: { ...firstView(true).messages, typing: true } })).toEqual(['return']);
    expect(keys({ does: 'click', ...at }, {}, [50, 10])).toEqual([]);
  });
});

describe('the wheel', () => {
  it('scrolls the enlarged messages and the table of epochs', () => {
    for (const zoomed of ['messages', 'epochs'] as const) {
      expect(keys({ does: 'wheel up', ...at }, { zoomed })).toEqual(['up', 'up', 'up']);
      expect(keys({ does: 'wheel down', ...at }, { zoomed })).toEqual(['down', 'down', 'down']);
    }
  });

  it('shortens and lengthens the range of the charts', () => {
    const [losses] = screenPlaces(layoutOf(120, 40, { zoomed: null, pictures: true, noticeRows: 0 }));
    expect(keys({ does: 'wheel up', x: losses?.x ?? 0, y: losses?.y ?? 0 })).toEqual(['+']);
    expect(keys({ does: 'wheel down', ...at }, { zoomed: 'pipeline' })).toEqual(['-']);
    expect(keys({ does: 'wheel down', ...at }, { zoomed: 'pictures' })).toEqual([]);
  });
});

import { GAP, type Area, type Layout, type PanelName } from '../../src/tui/layout.js';

interface Place {
  readonly panel: PanelName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Returns where the panels of a layout are on the screen, in cells from 0. */
export const screenPlaces = (layout: Layout): readonly Place[] => (layout.kind === 'line' ? [] : placesIn(layout.body, 0, layout.header.height));

function placesIn(area: Area, x: number, y: number): readonly Place[] {
  if ('panel' in area) return [{ panel: area.panel, x, y, width: area.width, height: area.height }];
  const places: Place[] = [];
  let [left, top] = [x, y];
  for (const inner of area.areas) {
    places.push(...placesIn(inner, left, top));
    if (area.direction === 'row') left += inner.width + GAP;
    else top += inner.height;
  }
  return places;
}

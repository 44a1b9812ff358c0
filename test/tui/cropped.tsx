import { Frame, type Scene } from '../../src/tui/app.js';
import { GAP, type Area, type PanelName } from '../../src/tui/layout.js';
import { sceneOf } from './scenes.js';
import { shownOn } from './shown.js';

/** Returns what a panel of a whole frame shows. Each row ends with a bar that shows where its blanks end. */
export function cropped(name: PanelName, columns: number, rows: number, more: Partial<Scene> = {}): string {
  const scene = sceneOf(columns, rows, more);
  if (scene.layout.kind === 'line') throw new Error(`a terminal of ${columns} x ${rows} has no panels`);
  const place = placeIn(scene.layout.body, name, 0, scene.layout.header.height);
  if (place === null) throw new Error(`a terminal of ${columns} x ${rows} does not show ${name}`);
  const { x, y, width, height } = place;
  const { lines } = shownOn(<Frame {...scene} />, columns, rows);
  return `\n${lines.slice(y, y + height).map((line) => `${line.padEnd(columns).slice(x, x + width)}|`).join('\n')}\n`;
}

function placeIn(area: Area, name: PanelName, x: number, y: number): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null {
  if ('panel' in area) return area.panel === name ? { x, y, width: area.width, height: area.height } : null;
  let [left, top] = [x, y];
  for (const inner of area.areas) {
    const place = placeIn(inner, name, left, top);
    if (place !== null) return place;
    if (area.direction === 'row') left += inner.width + GAP;
    else top += inner.height;
  }
  return null;
}

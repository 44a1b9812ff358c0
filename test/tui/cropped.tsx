import { Frame, type Scene } from '../../src/tui/app.js';
import type { PanelName } from '../../src/tui/layout.js';
import { screenPlaces } from './places.js';
import { sceneOf } from './scenes.js';
import { shownOn } from './shown.js';

/** Returns what a panel of a whole frame shows. Each row ends with a bar that shows where its blanks end. */
export function cropped(name: PanelName, columns: number, rows: number, more: Partial<Scene> = {}): string {
  const scene = sceneOf(columns, rows, more);
  if (scene.layout.kind === 'line') throw new Error(`a terminal of ${columns} x ${rows} has no panels`);
  const place = screenPlaces(scene.layout).find(({ panel }) => panel === name);
  if (place === undefined) throw new Error(`a terminal of ${columns} x ${rows} does not show ${name}`);
  const { x, y, width, height } = place;
  const { lines } = shownOn(<Frame {...scene} />, columns, rows);
  return `\n${lines.slice(y, y + height).map((line) => `${line.padEnd(columns).slice(x, x + width)}|`).join('\n')}\n`;
}

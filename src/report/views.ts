import { readFile } from 'node:fs/promises';
import { fileInside } from '../disk/index.js';
import type { EventOf } from '../events/index.js';
import { embedGrid } from './embed.js';
import { markup } from './markup.js';
import type { Section } from './page.js';

/** The newest grid of pictures as the network sees them, as a page embeds it. */
export interface Views {
  readonly epoch: number;
  /** What each row of the grid shows. */
  readonly rows: readonly string[];
  /** `data:image/…;base64,…`. */
  readonly data: string;
}

/** Bytes that the grid may add to a page. */
const MAX_BYTES = 8_000_000;

/** Reads the grid of a run's newest `views` event. Returns null where there is none, or its file is missing or large. */
export async function readViews(folder: string, event: EventOf<'views'> | undefined): Promise<Views | null> {
  const path = event === undefined ? null : await fileInside(folder, event.grid);
  const png = path === null ? null : await readFile(path).catch(() => null);
  if (event === undefined || png === null || png.length > MAX_BYTES) return null;
  return { epoch: event.epoch, rows: event.rows, data: await embedGrid(png) };
}

/** Returns the grid as a part of a run's page; nothing where there is none. */
export function viewsSection(views: Views | null): Section[] {
  if (views === null) return [];
  const { epoch, rows, data } = views;
  return [{
    title: 'What the network sees',
    body: [
      markup`<p class="soft">The first pictures of epoch ${epoch}, decoded, resized and augmented. ${rows.length === 1 ? 'Row' : 'Rows, from the top'}: ${rows.join(', ')}.</p>`,
      markup`<div class="samples"><figure><img src="${data}" alt="pictures of epoch ${epoch} as the network sees them"></figure></div>`,
    ],
  }];
}

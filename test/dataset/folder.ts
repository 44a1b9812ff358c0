import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** A picture of 2x2 pixels. */
export const picture = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#c08040' } }).png().toBuffer();

/** Creates an empty folder that is deleted after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-dataset-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates a folder with a picture at each path. */
export async function folderOf(...paths: readonly string[]): Promise<string> {
  const folder = await emptyFolder();
  for (const path of paths) await put(join(folder, path), picture);
  return folder;
}

export async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Chance } from './chance.js';
import type { NeighbourWords } from './neighbour.js';
import type { Ground } from './stretch.js';
import { hold } from './violation.js';

const program = fileURLToPath(new URL('./neighbour.js', import.meta.url));
const line = z.array(z.tuple([z.number(), z.string()]));

export interface Neighbour {
  readonly alive: boolean;
  /** Ends it, in the middle of whatever it does; resolves when it has ended. @throws Violation of what it saw */
  kill(): Promise<void>;
}

/** Starts another process on the same pictures and the same cache, and holds what it sees to rule 3. */
export function startNeighbour({ world, tally, cacheDir, batchSize }: Ground, chance: Chance): Neighbour {
  const { album, history } = world;
  const since = history.now;
  const words: NeighbourWords = {
    root: album.root, paths: album.samples.map(({ path }) => path), size: album.size, batchSize, cacheDir,
    seed: chance.whole(0, 1e9), batches: chance.whole(5, 400),
  };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  tally.neighbours++;
  let killed = false;
  let alive = true;
  let fault: unknown;
  let said = '';
  child.stdin.on('error', () => undefined); // its end is told by 'close'
  child.stdin.end(JSON.stringify(words));
  child.stderr.on('data', (data) => void (said = `${said}${String(data)}`.slice(-2000)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    try {
      // The last line of one that was killed may be cut.
      if (killed && !text.endsWith(']]')) return;
      for (const [picture, print] of line.parse(JSON.parse(text))) {
        const versions = [...history.since(picture, since)].filter((version) => version !== null);
        hold(versions.some((version) => album.printOf('auto', picture, version) === print),
          () => `another process that shares the cache got other pixels (${print}) of picture ${picture} than it ever had meanwhile`);
      }
      tally.neighbourBatches++;
    } catch (error) {
      fault ??= error;
    }
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      alive = false;
      if (code !== 0 && !killed) fault ??= new Error(`another process that shares the cache ended with code ${code}: ${said.trim()}`);
      resolve();
    });
  });
  return {
    get alive() {
      return alive;
    },
    async kill() {
      if (alive) {
        killed = true;
        tally.neighboursKilled++;
        child.kill('SIGKILL');
      }
      await ended;
      if (fault !== undefined) throw fault;
    },
  };
}

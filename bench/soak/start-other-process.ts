import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OtherProcessOptions } from './other-process.js';
import type { Environment } from './pipeline-run.js';
import type { Random } from './random.js';
import { assert } from './violation.js';

const program = fileURLToPath(new URL('./other-process.js', import.meta.url));
const line = z.array(z.tuple([z.number(), z.string()]));
const STDERR_LENGTH = 2000;

export interface OtherProcess {
  readonly alive: boolean;
  /**
   * Kills the process, whatever it is doing, and waits until it has ended.
   * @throws Violation when it has seen wrong pixels
   */
  kill(): Promise<void>;
}

/** Starts another process on the same pictures and the same cache, and checks what it sees against rule 3. */
export function startOtherProcess({ files, counts, cacheDir, batchSize }: Environment, random: Random): OtherProcess {
  const { pictures, history } = files;
  const since = history.now;
  const options: OtherProcessOptions = {
    root: pictures.root, paths: pictures.samples.map(({ path }) => path), size: pictures.size, batchSize, cacheDir,
    seed: random.integer(0, 1e9), batches: random.integer(5, 400),
  };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  counts.otherProcesses++;
  let killed = false;
  let alive = true;
  let error: unknown;
  let stderr = '';
  child.stdin.on('error', () => undefined); // 'close' follows
  child.stdin.end(JSON.stringify(options));
  child.stderr.on('data', (data) => void (stderr = `${stderr}${String(data)}`.slice(-STDERR_LENGTH)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    try {
      // The last line of a killed process may be cut.
      if (killed && !text.endsWith(']]')) return;
      for (const [picture, fingerprint] of line.parse(JSON.parse(text))) {
        const versions = [...history.since(picture, since)].filter((version) => version !== null);
        assert(versions.some((version) => pictures.fingerprintOf('auto', picture, version) === fingerprint),
          () => `another process that shares the cache got pixels (${fingerprint}) that picture ${picture} did not have since it started`);
      }
      counts.otherProcessBatches++;
    } catch (thrown) {
      error ??= thrown;
    }
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      alive = false;
      if (code !== 0 && !killed) error ??= new Error(`another process that shares the cache ended with code ${code}: ${stderr.trim()}`);
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
        counts.otherProcessesKilled++;
        child.kill('SIGKILL');
      }
      await ended;
      if (error !== undefined) throw error;
    },
  };
}

import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { WriteStream } from 'node:tty';
import { loadSharp, reasonOf } from '../../config/index.js';
import { processorFlags } from '../../engine/index.js';
import { freeMemory, missingFastPath } from '../../pipeline/index.js';
import { surveyEngines } from '../../setup/index.js';
import type { CommandIo } from '../io.js';
import { hasUnicode } from '../terminal.js';
import type { Facts } from './checks.js';

/** Collects facts about this machine. Changes nothing. */
export async function collectFacts(io: Pick<CommandIo, 'out' | 'env' | 'signal'>): Promise<Facts> {
  const [engine, sharp, here] = await Promise.all([surveyEngines({ signal: io.signal }), checkSharp(), inspectFolder(process.cwd())]);
  const [first] = cpus();
  const limit = process.constrainedMemory();
  const isLimited = limit > 0 && limit < totalmem();
  return {
    node: process.versions.node,
    engine,
    cpu: { model: first?.model.trim() ?? 'unknown', cores: cpus().length, available: availableParallelism(), flags: processorFlags() },
    sharp,
    noFastPath: missingFastPath(),
    uvThreads: io.env['UV_THREADPOOL_SIZE'],
    memory: isLimited ? { total: limit, free: Math.max(0, Math.min(freeMemory(), limit - process.memoryUsage().rss)) } : { total: totalmem(), free: freeMemory() },
    here,
    terminal: terminalOf(io),
  };
}

/** Encodes and decodes one pixel with libvips, because loading it proves too little. */
async function checkSharp(): Promise<Facts['sharp']> {
  try {
    const sharp = loadSharp();
    const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#c08040' } }).jpeg().toBuffer();
    await sharp(pixel).raw().toBuffer();
    return { version: sharp.versions.sharp ?? 'unknown', libvips: sharp.versions.vips };
  } catch (error) {
    return { reason: reasonOf(error).split('\n', 1).join() };
  }
}

async function inspectFolder(folder: string): Promise<Facts['here']> {
  const { bavail, bsize } = await statfs(folder);
  return { folder, writable: await access(folder, constants.W_OK | constants.X_OK).then(() => true, () => false), freeBytes: bavail * bsize };
}

function terminalOf({ out, env }: Pick<CommandIo, 'out' | 'env'>): Facts['terminal'] {
  if (!(out instanceof WriteStream)) return undefined;
  return { columns: out.columns, rows: out.rows, colours: 2 ** out.getColorDepth(env), unicode: hasUnicode(env) };
}

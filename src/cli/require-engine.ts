import { createInterface } from 'node:readline/promises';
import { formatBytes, typable } from '../config/index.js';
import { lookForEngine, type EngineChoice, type EngineAvailability } from '../setup/index.js';
import { errors } from './errors.js';
import { messageStream, type CommandIo } from './io.js';

/** Bytes up to which an engine is downloaded unasked: the one for the CPU has 0.3 GB, the one for a GPU has 3.4 GB. */
const UNASKED_BYTES = 1e9;

/** Returns the engine that a command gets, in a few words. */
export function describeEngine(engine: EngineAvailability): string {
  const device = engine.device.toUpperCase();
  switch (engine.kind) {
    case 'wasm': return 'WebAssembly on the CPU';
    case 'installed': return `TensorFlow ${engine.tensorflow} on the ${device}`;
    case 'impossible': return `none: ${engine.why}`;
    case 'download': return `${engine.what} for the ${device}, not installed: ${sizes(engine)}`;
  }
}

const sizes = ({ bytes, disk, folder }: EngineAvailability & { readonly kind: 'download' }): string =>
  `${formatBytes(bytes)} to download, ${formatBytes(disk)} on disk in ${typable(folder)}`;

/**
 * Looks for the engine of a command before the command begins. Asks before a download of gigabytes.
 * @param options retry: as in `ensureEngine`
 * @throws WrongCommand where this machine cannot have the engine, or nobody agrees to its download
 */
export async function requireEngine(choice: EngineChoice, io: CommandIo, json: boolean, options: { readonly retry?: boolean } = {}): Promise<void> {
  const engine = await lookForEngine(choice, options);
  if (engine.kind === 'impossible') throw errors.noEngine(engine.why);
  if (engine.kind !== 'download' || engine.bytes <= UNASKED_BYTES) return;
  const missing = `The engine for the ${engine.device.toUpperCase()} is not installed: ${engine.what}, ${sizes(engine)}`;
  if (!(await agrees(`${missing}, once for all checkouts.\nDownload it? [y/N] `, io, json))) throw errors.notDownloaded(missing);
}

/** Asks a person; without a terminal, the answer is no. */
async function agrees(question: string, io: CommandIo, json: boolean): Promise<boolean> {
  if (io.terminal === undefined) return false;
  // Not in raw mode: Ctrl-C stays a signal, which aborts the question.
  const lines = createInterface({ input: io.terminal.input, output: messageStream(io, json), terminal: false });
  try {
    return /^\s*y(es)?\s*$/i.test(await lines.question(question, { signal: io.signal }));
  } finally {
    lines.close();
  }
}

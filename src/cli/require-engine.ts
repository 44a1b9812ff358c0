import { createInterface } from 'node:readline/promises';
import { formatBytes, typable } from '../config/index.js';
import { lookForEngine, type EngineChoice, type EngineOutlook } from '../setup/index.js';
import { errors } from './errors.js';
import { messageStream, type CommandIo } from './io.js';

/** Bytes up to which an engine is downloaded unasked: the one for the CPU has 0.3 GB, the one for a GPU has 3.4 GB. */
const UNASKED_BYTES = 1e9;

/** Returns the engine that a command gets, in a few words. */
export function describeOutlook(outlook: EngineOutlook): string {
  const device = outlook.device.toUpperCase();
  switch (outlook.kind) {
    case 'wasm': return 'WebAssembly on the CPU';
    case 'installed': return `TensorFlow ${outlook.tensorflow} on the ${device}`;
    case 'impossible': return `none: ${outlook.why}`;
    case 'download': return `${outlook.what} for the ${device}, not installed: ${sizes(outlook)}`;
  }
}

const sizes = ({ bytes, disk, folder }: EngineOutlook & { readonly kind: 'download' }): string =>
  `${formatBytes(bytes)} to download, ${formatBytes(disk)} on disk in ${typable(folder)}`;

/**
 * Looks for the engine of a command before the command begins. Asks before a download of gigabytes.
 * @param options retry: as in `ensureEngine`
 * @throws WrongCommand where this machine cannot have the engine, or nobody agrees to its download
 */
export async function requireEngine(choice: EngineChoice, io: CommandIo, json: boolean, options: { readonly retry?: boolean } = {}): Promise<void> {
  const outlook = await lookForEngine(choice, options);
  if (outlook.kind === 'impossible') throw errors.noEngine(outlook.why);
  if (outlook.kind !== 'download' || outlook.bytes <= UNASKED_BYTES) return;
  const missing = `The engine for the ${outlook.device.toUpperCase()} is not installed: ${outlook.what}, ${sizes(outlook)}`;
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

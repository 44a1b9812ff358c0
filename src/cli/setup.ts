import { formatBytes, resolveWords, typable } from '../config/index.js';
import { type Ensured, ensureEngine, type Removed, removeEngines, sizeOf } from '../setup/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { messageStream, type CommandIo, type ExitCode } from './io.js';
import { requireEngine } from './require-engine.js';
import { showSetup } from './setup-progress.js';
import { setupTable } from './tables.js';

/** Installs an engine, including one whose set-up failed before, or removes all engines. */
export async function setupCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { engine, from, remove, yes } = resolveWords(setupTable, typed.own);
  const print = (json: object, text: string): void => void io.out.write(typed.json ? `${JSON.stringify(json)}\n` : text);
  if (remove) {
    // These options choose an engine, and a removal removes all.
    const others = ['engine', 'from', 'yes'].filter((name) => typed.own[name] !== undefined);
    if (others.length > 0) throw errors.removeWith(others.map((name) => `--${name}`));
    const removed = await removeEngines();
    print(removed, removedInWords(removed));
    return 0;
  }
  if (from === null && !yes) await requireEngine(engine, io, typed.json, { retry: true });
  const show = showSetup(messageStream(io, typed.json));
  const ensured = await ensureEngine({
    engine,
    retry: true,
    signal: io.signal,
    ...(from !== null && { from }),
    // Messages include warnings, so --quiet drops only the progress.
    report: (event) => (typed.quiet && event.kind === 'progress' ? undefined : show(event)),
  });
  print(asJson(ensured), ensuredInWords(ensured));
  return 0;
}

function asJson(ensured: Ensured): object {
  if (ensured.kind === 'wasm') return ensured;
  const { folder, manifest } = ensured.engine;
  const { tensorflow, device, source } = manifest;
  return { kind: 'native', tensorflow, device, source, folder, bytes: sizeOf(ensured.engine) };
}

/** Returns the engine as text for a terminal. */
function ensuredInWords(ensured: Ensured): string {
  if (ensured.kind === 'wasm') return '  engine  WebAssembly on the CPU, for small pictures; part of whisker\n';
  const { folder, manifest } = ensured.engine;
  return [
    `  engine  TensorFlow ${manifest.tensorflow} for the ${manifest.device.toUpperCase()}`,
    `  from    ${manifest.source}`,
    `  folder  ${typable(folder)} (${formatBytes(sizeOf(ensured.engine))})`,
    '',
  ].join('\n');
}

/** Returns what was removed as text for a terminal. */
function removedInWords({ folder, engines, bytes }: Removed): string {
  if (bytes === 0) return `There is no engine in ${typable(folder)}.\n`;
  return `Removed ${engines.length === 0 ? 'the remains of a set-up' : engines.join(', ')} from ${typable(folder)}: ${formatBytes(bytes)} freed.\n`;
}

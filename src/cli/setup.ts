import { resolveWords, WrongCommand } from '../config/index.js';
import { ensureEngine, inBytes, removeEngines, showSetup, sizeOf, type Ensured, type Removed } from '../engine/index.js';
import type { Typed } from './command.js';
import { typable } from './format.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { setupTable } from './tables.js';

/** Installs an engine, trying again what failed before; or removes all of them. */
export async function setupCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { engine, from, remove } = resolveWords(setupTable, typed.own);
  const print = (json: object, words: string): void => void io.out.write(typed.json ? `${JSON.stringify(json)}\n` : words);
  if (remove) {
    refuseOthers(typed);
    const removed = await removeEngines();
    print(removed, removedInWords(removed));
    return 0;
  }
  const show = showSetup(peopleOf(io, typed.json));
  const ensured = await ensureEngine({
    engine,
    anew: true,
    signal: io.signal,
    ...(from !== null && { from }),
    // Lines tell what could not be done: those are wanted with --quiet too.
    report: (event) => typed.quiet && event.kind === 'progress' ? undefined : show(event),
  });
  print(asJson(ensured), ensuredInWords(ensured));
  return 0;
}

/** There is nothing to choose about a removal: all engines go. */
function refuseOthers({ own }: Typed): void {
  const others = ['engine', 'from'].filter((name) => own[name] !== undefined);
  if (others.length > 0) throw new WrongCommand(`--remove removes every engine and takes no ${others.map((name) => `--${name}`).join(', ')}; leave one of them out.`);
}

function asJson(ensured: Ensured): object {
  if (ensured.kind === 'wasm') return ensured;
  const { folder, manifest } = ensured.engine;
  const { tensorflow, device, source } = manifest;
  return { kind: 'native', tensorflow, device, source, folder, bytes: sizeOf(ensured.engine) };
}

/** What was reached, for a terminal. Pure. */
export function ensuredInWords(ensured: Ensured): string {
  if (ensured.kind === 'wasm') return '  engine  WebAssembly on the CPU, for small pictures; it came with whisker\n';
  const { folder, manifest } = ensured.engine;
  return [
    `  engine  TensorFlow ${manifest.tensorflow} for the ${manifest.device.toUpperCase()}`,
    `  from    ${manifest.source}`,
    `  folder  ${typable(folder)} (${inBytes(sizeOf(ensured.engine))})`,
    '',
  ].join('\n');
}

/** What was removed, for a terminal. Pure. */
export function removedInWords({ folder, engines, bytes }: Removed): string {
  if (bytes === 0) return `There is no engine in ${typable(folder)}.\n`;
  return `Removed ${engines.length === 0 ? 'what was left of a set-up' : engines.join(', ')} from ${typable(folder)}: ${inBytes(bytes)} freed.\n`;
}

import { formatBytes, formatCount, printable } from '../../config/index.js';
import type { Survey } from '../../setup/index.js';

/** The facts about a machine that matter to whisker. */
export interface Facts {
  /** Node's version, `20.15.0`. */
  readonly node: string;
  readonly engine: Survey;
  readonly cpu: {
    readonly model: string;
    readonly cores: number;
    /** Cores that this process may use. */
    readonly available: number;
    /** Flags of /proc/cpuinfo; null on systems other than Linux. */
    readonly flags: readonly string[] | null;
  };
  /** Versions of the decoder, or why it does not work. */
  readonly sharp: { readonly version: string; readonly libvips: string } | { readonly reason: string };
  /** Why the fast path for JPEGs is missing; null when it is there. */
  readonly noFastPath: string | null;
  /** Value of UV_THREADPOOL_SIZE. */
  readonly uvThreads: string | undefined;
  /** Bytes. `total` is the container's limit, if it is less than the machine's memory. */
  readonly memory: { readonly free: number; readonly total: number };
  /** The current folder. */
  readonly here: { readonly folder: string; readonly writable: boolean; readonly freeBytes: number };
  /** Undefined when the output is not a terminal. */
  readonly terminal: { readonly columns: number; readonly rows: number; readonly colours: number; readonly unicode: boolean } | undefined;
}

export interface Check {
  readonly name: string;
  /** `ok`; `note`: it works but could be better; `fix`: something does not work. */
  readonly status: 'ok' | 'note' | 'fix';
  /** The finding. */
  readonly found: string;
  /** The remedy; absent when `ok`. */
  readonly fix?: string;
}

/** Free bytes below which memory or a disk soon runs out. */
const LITTLE_MEMORY = 1e9;
const LITTLE_DISK = 500e6;
/** Bytes of an engine and its wheel. */
const ENGINE_DISK = 1.3e9;

/** Returns the checks of a machine. */
export function checksOf(facts: Facts): Check[] {
  return [ok('Node', facts.node), ...checkEngine(facts.engine), ...checkCpu(facts.cpu), checkSharp(facts.sharp), checkFastPath(facts.noFastPath), checkUv(facts), checkMemory(facts.memory), ...checkDisk(facts), checkTerminal(facts.terminal)];
}

/** Returns the checks as lines; with `quiet`, only those that are not OK. */
export function checksInWords(checks: readonly Check[], quiet = false): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .filter(({ status }) => !quiet || status !== 'ok')
    .map(({ name, status, found, fix }) => `${printable(`${status.toUpperCase().padEnd(4)}  ${name.padEnd(width)}  ${found}${fix === undefined ? '' : `: ${fix}`}`)}\n`)
    .join('');
}

const ok = (name: string, found: string): Check => ({ name, status: 'ok', found });
const note = (name: string, found: string, fix: string): Check => ({ name, status: 'note', found, fix });
const broken = (name: string, found: string, fix: string): Check => ({ name, status: 'fix', found, fix });

function checkEngine({ engine, broken: incomplete, failed, nvidia }: Survey): Check[] {
  if (engine === undefined) {
    const [first] = incomplete;
    if (first !== undefined) return [broken('engine', `${first.folder} is incomplete (${first.reason})`, '`whisker setup` installs it again')];
    const [reason] = failed;
    if (reason !== undefined) return [note('engine', `WebAssembly, for small pictures, because TensorFlow could not be set up (${reason})`, '`whisker setup` tries again')];
    return [ok('engine', 'not installed yet; `whisker setup` or the first command that needs it installs it')];
  }
  const { folder, check, source } = engine;
  const again = '`whisker setup --remove`, then `whisker setup`';
  if (!check.ok) return [broken('engine', `TensorFlow ${engine.tensorflow} in ${folder} does not compute (${check.why})`, again)];
  const device = check.device.toUpperCase();
  const computes = ok('engine', `TensorFlow ${check.version} in ${folder} (${formatBytes(engine.bytes)}, ${source}); it computes`);
  if (!nvidia || check.device === 'gpu') return [computes, ok('device', device)];
  if (engine.device === 'gpu') return [computes, note('device', `${device}, although there is an NVIDIA driver`, 'TensorFlow sees no GPU; check `nvidia-smi` and CUDA_VISIBLE_DEVICES')];
  return [computes, note('device', `${device}, although there is an NVIDIA driver`, '`whisker setup --engine gpu` installs TensorFlow for it')];
}

/** Processor features that make TensorFlow faster, with their flags in /proc/cpuinfo. One flag is enough. */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  'AVX2': ['avx2'],
  'AVX-512': ['avx512f'],
  'AMX': ['amx_tile'],
  'bf16': ['avx512_bf16', 'amx_bf16', 'bf16'],
};

function checkCpu({ model, cores, available, flags }: Facts['cpu']): Check[] {
  const threads = ok('threads', `${cores} cores, ${available} of them for this process`);
  if (flags === null) return [ok('processor', `${model}; its features are unknown on this system`), threads];
  const features = Object.entries(FEATURES).map(([name, any]) => `${name} ${any.some((flag) => flags.includes(flag)) ? 'yes' : 'no'}`);
  return [ok('processor', `${model}; ${features.join(', ')}`), threads];
}

function checkSharp(sharp: Facts['sharp']): Check {
  if ('reason' in sharp) return broken('sharp', `pictures cannot be decoded (${sharp.reason})`, 'run `npm install --include=optional` where whisker is installed');
  return ok('sharp', `${sharp.version}, libvips ${sharp.libvips}`);
}

function checkFastPath(missing: string | null): Check {
  if (missing === null) return ok('JPEG', 'fast path: libjpeg-turbo and WebAssembly');
  return note('JPEG', `sharp only, at about a quarter of the speed (${missing})`, '`npm install --include=optional` where whisker is installed adds the fast path, if there is one for this machine');
}

function checkUv({ uvThreads, cpu }: Pick<Facts, 'uvThreads' | 'cpu'>): Check {
  const name = 'UV_THREADPOOL_SIZE';
  const size = Number(uvThreads);
  if (uvThreads === undefined || !Number.isInteger(size) || size < 1) return note(name, uvThreads ?? 'not set', 'leave it unset and start `whisker` itself, which sets it');
  return size < cpu.available ? note(name, uvThreads, `pictures are decoded on ${size} of ${cpu.available} cores at once; leave it unset`) : ok(name, uvThreads);
}

function checkMemory({ free, total }: Facts['memory']): Check {
  const found = `${formatBytes(free)} free of ${formatBytes(total)}`;
  return free < LITTLE_MEMORY ? note('memory', found, 'close other programs, or use a smaller --batch or --size') : ok('memory', found);
}

function checkDisk({ engine, here }: Pick<Facts, 'engine' | 'here'>): Check[] {
  const cache = `${formatBytes(engine.freeBytes)} free in ${engine.cache}`;
  const elsewhere = 'set WHISKER_CACHE to another folder';
  const checkCache = (): Check => {
    if (engine.engine !== undefined) return ok('cache', cache);
    if (!engine.writable) return broken('cache', `${engine.cache} cannot be written`, elsewhere);
    return engine.freeBytes < ENGINE_DISK ? note('cache', cache, `an engine needs ${formatBytes(ENGINE_DISK)}; free some space, or ${elsewhere}`) : ok('cache', cache);
  };
  const found = `${formatBytes(here.freeBytes)} free in ${here.folder}`;
  if (!here.writable) return [checkCache(), note('disk', `${here.folder} cannot be written`, 'put runs in another folder with --out')];
  return [checkCache(), here.freeBytes < LITTLE_DISK ? note('disk', found, 'free some space, or put runs in another folder with --out') : ok('disk', found)];
}

function checkTerminal(terminal: Facts['terminal']): Check {
  if (terminal === undefined) return ok('terminal', 'none: progress is printed as a line now and then');
  const { columns, rows, colours, unicode } = terminal;
  const shown = `${columns} x ${rows}, ${colours < 2 ? 'no colours' : `${formatCount(colours)} colours`}, ${unicode ? 'Unicode' : 'no Unicode'}`;
  return ok('terminal', shown);
}

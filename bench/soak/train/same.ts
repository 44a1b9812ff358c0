import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvents, type RunEvent } from 'whisker-ml/events';

/** Files that differ from run to run: they have times in them, or one for each start. The events are compared on their own. */
const OWN = /^(?:run\.yaml|events\.jsonl|report\.html$|lock|tensorboard\/)/;

/**
 * Compares a finished run with one that was never disturbed. The files of both must be the same to the last byte, but for times. Each
 * step and each epoch must be in the log, with the same losses wherever it is repeated.
 * @returns a sentence for each difference
 */
export async function differences(reference: string, run: string): Promise<string[]> {
  const [before, now] = [filesOf(reference), filesOf(run)];
  return [
    ...before.filter((path) => !now.includes(path)).map((path) => `${path} is missing`),
    ...now.filter((path) => !before.includes(path)).map((path) => `${path} is left over`),
    ...before.filter((path) => now.includes(path) && contentOf(join(reference, path)) !== contentOf(join(run, path))).map((path) => `${path} has other bytes`),
    ...eventDifferences(await eventsOf(reference), await eventsOf(run)),
  ];
}

/** Returns all events in the log of a run, which may be missing. */
export async function eventsOf(run: string): Promise<readonly RunEvent[]> {
  const path = join(run, 'events.jsonl');
  const events: RunEvent[] = [];
  if (existsSync(path)) for await (const event of readEvents(path)) events.push(event);
  return events;
}

/** Whether a log ends with the end of its run. Messages about the log itself may follow. */
export function isDone(events: readonly RunEvent[]): boolean {
  const last = events.findLast(({ type }) => type !== 'log');
  return last?.type === 'run-end' && last.outcome === 'done';
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).filter((path) => !OWN.test(path)).toSorted();

/** Returns the bytes of a file. In the state of a checkpoint, neither the seconds nor the bad pictures that were read ahead count. */
function contentOf(path: string): string {
  const text = readFileSync(path, 'latin1');
  return path.endsWith('state.json') ? JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === 'seconds' || key === 'knownBad' ? undefined : value)) : text;
}

function eventDifferences(reference: readonly RunEvent[], run: readonly RunEvent[]): string[] {
  const expected = new Map(reference.flatMap(numbersOf));
  const found = run.flatMap(numbersOf);
  const seen = new Set(found.map(([name]) => name));
  const gap = run.findIndex(({ seq }, index) => seq !== index);
  return [
    ...found.filter(([name, numbers]) => expected.get(name) !== numbers).map(([name, numbers]) => `${name} has ${numbers} and not ${expected.get(name) ?? 'nothing'}`),
    ...[...expected.keys()].filter((name) => !seen.has(name)).map((name) => `${name} is not in the log`),
    ...(gap < 0 ? [] : [`event ${gap} of the log has the number ${run[gap].seq}`]),
    ...(isDone(run) ? [] : ['the log does not end with the end of the run']),
  ];
}

/** Returns the numbers of an event that must be the same in each run, with a name. */
function numbersOf(event: RunEvent): [name: string, numbers: string][] {
  switch (event.type) {
    case 'step': return [[`step ${event.step}`, JSON.stringify([event.epoch, event.losses, event.shares, event.trainedOn])]];
    case 'epoch': return [[`epoch ${event.epoch}`, JSON.stringify([event.step, event.losses, event.shares, event.val])]];
    case 'run-end': return event.outcome === 'done' ? [['the end', JSON.stringify([event.best, event.test])]] : [];
    default: return [];
  }
}

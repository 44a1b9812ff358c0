import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseLine, type EventBody, type RunEvent } from '../../src/events/index.js';
import { empty, reduce, type Model } from '../../src/tui/model/index.js';

/** The log of a real run: sgan on 300 drawn pets, 12 epochs of 12 steps. */
export const logPath = fileURLToPath(new URL('pets.events.jsonl', import.meta.url));

export const recorded: readonly RunEvent[] = readFileSync(logPath, 'utf8').trimEnd().split('\n').map((line) => {
  const parsed = parseLine(line);
  if (typeof parsed !== 'object') throw new Error(`the recorded log has a line that is ${parsed}: ${line}`);
  return parsed.event;
});

/** Returns the model before the nth event of a type: `modelBefore('epoch', 3)` has two ends of epochs. */
export function modelBefore(type: RunEvent['type'], number = 1): Model {
  let seen = 0;
  const end = recorded.findIndex((event) => event.type === type && (seen += 1) === number);
  return recorded.slice(0, end === -1 ? undefined : end).reduce(reduce, empty);
}

export const wholeModel: Model = recorded.reduce(reduce, empty);

/** Returns the model after more events. */
export function after(model: Model, ...bodies: readonly EventBody[]): Model {
  return bodies.reduce((before, body) => reduce(before, { v: 1, seq: (before.seq ?? -1) + 1, time: (before.now ?? 0) + 100, ...body }), model);
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { SCHEMA_VERSION, type EventBody, type RunEvent } from '../../src/events/index.js';

export interface MadeUpRun {
  readonly recipe: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  /** Test accuracy. The best validation accuracy is a little lower. */
  readonly accuracy?: number;
  readonly classes?: readonly string[];
  /** Epochs that have a grid of generated pictures. */
  readonly grids?: boolean;
}

/** Returns the events of a run with curves that rise, wobble and flatten. The same run has the same events. */
export function eventsOfRun({ recipe, seed = 1, epochs = 20, stepsPerEpoch = 10, accuracy = 0.9, classes = ['cat', 'dog'], grids = false }: MadeUpRun): RunEvent[] {
  const bodies: EventBody[] = [
    {
      type: 'run-start', run: `runs/${recipe}-${seed}`, recipe, model: 'convnet', size: 32, classes: [...classes],
      counts: { labelled: 100, unlabelled: recipe === 'supervised' ? 0 : 8400, val: 500, test: 1000 },
      epochs, stepsPerEpoch, parameters: { classifier: 1_234_567, generator: recipe === 'supervised' ? 0 : 765_432 }, seed, engine: 'TensorFlow 2.21.0 on the CPU', resumedAt: 0,
    },
  ];
  const bestEpoch = Math.ceil(epochs * 0.8);
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (let step = 1; step <= stepsPerEpoch; step += 1) bodies.push({ type: 'step', epoch, step: (epoch - 1) * stepsPerEpoch + step, losses: lossesOf(recipe, epoch), trainedOn: 192, ms: 100, waitMs: 1 });
    const reached = epoch === bestEpoch ? accuracy * 0.99 : accuracy * (1 - 0.6 * Math.exp((-4 * epoch) / epochs)) - 0.015 - 0.01 * Math.abs(Math.sin(epoch * (seed + 1)));
    bodies.push({
      type: 'epoch', epoch, epochs, step: epoch * stepsPerEpoch, losses: lossesOf(recipe, epoch), best: epoch <= 2 || epoch === bestEpoch, seconds: 1.2 + 0.1 * stepsPerEpoch, trainedOnPerSecond: 1920,
      val: { accuracy: reached, loss: 1.4 * Math.exp((-3 * epoch) / epochs) + 0.3, count: 500 }, ...(grids && { grid: gridName(epoch) }),
    });
  }
  const val = { accuracy: accuracy * 0.99, loss: 0.42, count: 500 };
  bodies.push({ type: 'run-end', outcome: 'done', message: '', seconds: epochs * 2.2, best: { epoch: bestEpoch, val }, test: { accuracy, loss: 0.4321, count: 1000 } });
  return bodies.map((body, seq) => ({ v: SCHEMA_VERSION, seq, time: Date.UTC(2025, 0, 2, 3, 4) + seq * 100, ...body }));
}

const gridName = (epoch: number): string => `samples/epoch-${String(epoch).padStart(4, '0')}.png`;

function lossesOf(recipe: string, epoch: number): Record<string, number> {
  const labelled = 2 * Math.exp(-epoch / 4);
  return recipe === 'supervised' ? { labelled } : { labelled, unlabelled: 0.5 + 0.05 * Math.sin(epoch), generated: 0.4 + 0.2 / epoch, generator: 0.8 + epoch / 40 };
}

/** Writes such a run's folder: its log, its options and its grids. */
export async function writeRun(folder: string, run: MadeUpRun): Promise<RunEvent[]> {
  const events = eventsOfRun(run);
  await mkdir(join(folder, 'samples'), { recursive: true });
  await writeFile(join(folder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await writeFile(join(folder, 'run.yaml'), `recipe: ${run.recipe}\nsize: 32 # <edge> & "more"\n`);
  for (const event of events) {
    if (event.type !== 'epoch' || event.grid === undefined) continue;
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * (event.epoch + 3) * 31) % 256));
    await writeFile(join(folder, event.grid), await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } }).png().toBuffer());
  }
  return events;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportValues, serializeSafetensors, type Parameter } from 'whisker-ml/models';
import { z } from 'zod';
import { takePart } from '../contest/take-part.js';
import { files, tasks } from './course.js';
import { prepare } from './prepare.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { task: text, size: text, batch: text, labelled: text, folder: text, steps: text, precision: text } });
const { folder, steps, precision, ...course } = z.object({
  task: z.enum(tasks), size: z.coerce.number(), batch: z.coerce.number(), labelled: z.coerce.number(), folder: z.string(), steps: z.coerce.number(), precision: z.enum(['f32', 'bf16']),
}).parse(values);

const { engine, classifier, generator, pixels, noise, step } = await prepare(course, precision);
await writeFile(join(folder, files.pictures), pixels);
await writeFile(join(folder, files.noise), noise);
await writeWeights(files.classifier, classifier.parameters);
if (generator !== null) await writeWeights(files.generator, generator.parameters);

await takePart({
  versions: { Node: process.version, TensorFlow: engine.version },
  async pass() {
    for (let count = 0; count < steps; count += 1) await step();
    return { pictures: steps * (course.batch + course.labelled), touched: 0, peakBytes: process.resourceUsage().maxRSS * 1024 };
  },
  /** Writes the losses of the first `count` steps. */
  async first(count, file) {
    const losses: number[] = [];
    for (let each = 0; each < count; each += 1) losses.push(...await step());
    await writeFile(file, Float32Array.from(losses));
  },
});

async function writeWeights(name: string, parameters: readonly Parameter[]): Promise<void> {
  const tensors = new Map(await Promise.all(parameters.map(async (parameter) => [parameter.name, await exportValues(parameter)] as const)));
  await writeFile(join(folder, name), serializeSafetensors(tensors));
}

import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { nameOf, type Course } from './course.js';
import { flatness, STEADY_FROM, WINDOW, type Flatness, type MemorySample } from './flatness.js';
import { prepare } from './prepare.js';

/** The article's step, in batches small enough for a thousand steps in some minutes on two cores. */
const COURSE: Course = { task: 'sgan', size: 64, batch: 4, labelled: 6 };

export interface MemoryReport extends ReportHead<'memory'>, Flatness {
  readonly name: string;
  readonly steps: number;
}

/**
 * Measures whether memory stays flat over many steps. It does not force garbage collections, because a run does not either.
 * @param steps 300 or more
 * @param say gets a sentence after each window
 */
export async function measureMemory(steps: number, say: (sentence: string) => void): Promise<MemoryReport> {
  const [date, before] = [new Date().toISOString(), load()];
  const { engine, step } = await prepare(COURSE);
  const samples: MemorySample[] = [];
  for (let done = 1; done <= steps; done += 1) {
    await step();
    // As between the steps of a run.
    await new Promise((resolve) => void setImmediate(resolve));
    const sample = { residentMb: process.memoryUsage.rss() / 1e6, ...engine.memory() };
    samples.push(sample);
    if (done % WINDOW === 0) say(`${done} steps: ${sample.residentMb.toFixed(1)} MB, ${inWords(sample)}`);
  }
  return { bench: 'memory', date, machine: describeMachine(), load: { before, after: load() }, name: nameOf(COURSE), steps, ...flatness(samples) };
}

const inWords = ({ tensors, bytes }: Pick<MemorySample, 'tensors' | 'bytes'>): string => `${tensors} tensors of ${(bytes / 1e6).toFixed(1)} MB`;

export const memoryToText = ({ name, steps, tensors, bytes, residentMb, growth, fault, machine, date }: MemoryReport): string => [
  `${name}, ${steps} steps; ${machine.cpu}, ${machine.cores} cores; ${date.slice(0, 10)}`,
  `resident MB, median of each ${WINDOW} steps: ${residentMb.join(', ')}`,
  `growth from the second ${WINDOW} to the last: ${(growth * 100).toFixed(1)} %; ${inWords({ tensors: tensors.first, bytes: bytes.first })} after step ${STEADY_FROM}, ${tensors.least} to ${tensors.greatest} later`,
  fault === null ? 'flat' : `not flat: ${fault}`,
].join('\n');

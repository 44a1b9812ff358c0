import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { nameOf, type Course } from './course.js';
import { flatness, SETTLED, STRETCH, type Flatness, type Look } from './flatness.js';
import { prepare } from './prepare.js';

/** The article's whole step, at batch sizes of which two cores get through a thousand in some minutes. */
const COURSE: Course = { task: 'sgan', size: 64, batch: 4, labelled: 6 };

export interface MemoryReport extends ReportHead<'memory'>, Flatness {
  readonly name: string;
  readonly steps: number;
}

/**
 * Whether a thousand steps leave memory as it is. Nothing is collected by force: a run is not helped so either.
 * @param steps 300 or more
 * @param say told after every hundred
 */
export async function watchMemory(steps: number, say: (sentence: string) => void): Promise<MemoryReport> {
  const [date, before] = [new Date().toISOString(), load()];
  const { engine, step } = await prepare(COURSE);
  const looks: Look[] = [];
  for (let done = 1; done <= steps; done += 1) {
    await step();
    // As between the steps of a run.
    await new Promise((resolve) => void setImmediate(resolve));
    const look = { residentMb: process.memoryUsage.rss() / 1e6, ...engine.memory() };
    looks.push(look);
    if (done % STRETCH === 0) say(`${done} steps: ${look.residentMb.toFixed(1)} MB, ${inWords(look)}`);
  }
  return { bench: 'memory', date, machine: describeMachine(), load: { before, after: load() }, name: nameOf(COURSE), steps, ...flatness(looks) };
}

const inWords = ({ tensors, bytes }: Pick<Look, 'tensors' | 'bytes'>): string => `${tensors} tensors of ${(bytes / 1e6).toFixed(1)} MB`;

export const memoryToText = ({ name, steps, tensors, bytes, residentMb, growth, fault, machine, date }: MemoryReport): string => [
  `${name}, ${steps} steps; ${machine.cpu}, ${machine.cores} cores; ${date.slice(0, 10)}`,
  `resident, MB, medians of ${STRETCH} steps: ${residentMb.join(', ')}`,
  `from the second hundred to the last: ${(growth * 100).toFixed(1)} %; ${inWords({ tensors: tensors.settled, bytes: bytes.settled })} live after step ${SETTLED}, ${tensors.least} to ${tensors.most} later`,
  fault === null ? 'flat' : `not flat: ${fault}`,
].join('\n');

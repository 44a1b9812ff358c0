import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { median } from '../report/statistics.js';
import { nameOf, type Course } from './course.js';
import { prepare } from './prepare.js';

/** The article's whole step, at batch sizes of which two cores get through a thousand in some minutes. */
const COURSE: Course = { task: 'sgan', size: 64, batch: 4, labelled: 6 };
/** Steps that belong to the start: what is kept for later has come by then. */
const WARM_UP = 100;
/** Steps whose memory is told together. */
const STRETCH = 100;
/** From this step on no tensor may be left. */
const SETTLED = 3;
/** What the resident set may grow by. */
const GROWTH = 0.05;

export interface MemoryReport extends ReportHead<'memory'> {
  readonly name: string;
  readonly steps: number;
  /** Live tensors after the third step, and the least and the most after any later one. */
  readonly tensors: { readonly settled: number; readonly least: number; readonly most: number };
  /** Median resident set of each hundred steps, MB. */
  readonly residentMb: readonly number[];
  /** Of the last hundred to the first after the warm-up. */
  readonly growth: number;
  /** Why it is not flat; null where it is. */
  readonly fault: string | null;
}

/**
 * Whether a thousand steps leave memory as it is.
 * @param steps 300 or more
 * @param say told after every hundred
 */
export async function watchMemory(steps: number, say: (sentence: string) => void): Promise<MemoryReport> {
  const [date, before] = [new Date().toISOString(), load()];
  const { engine, step } = await prepare(COURSE);
  const [residentMb, tensors]: [number[], number[]] = [[], []];
  let stretch: number[] = [];
  for (let done = 1; done <= steps; done += 1) {
    await step();
    // As between the steps of a run.
    await new Promise((resolve) => void setImmediate(resolve));
    stretch.push(process.memoryUsage.rss() / 1e6);
    if (done >= SETTLED) tensors.push(engine.memory().tensors);
    if (done % STRETCH > 0) continue;
    residentMb.push(Math.round(median(stretch) * 10) / 10);
    stretch = [];
    say(`${done} steps: ${residentMb.at(-1)?.toFixed(1)} MB, ${tensors.at(-1)} tensors`);
  }
  const [settled = 0] = tensors;
  const growth = (residentMb.at(-1) ?? Number.NaN) / (residentMb[WARM_UP / STRETCH] ?? Number.NaN) - 1;
  const told = { settled, least: Math.min(...tensors), most: Math.max(...tensors) };
  return { bench: 'memory', date, machine: describeMachine(), load: { before, after: load() }, name: nameOf(COURSE), steps, tensors: told, residentMb, growth, fault: faultOf(told, growth) };
}

function faultOf({ settled, least, most }: MemoryReport['tensors'], growth: number): string | null {
  if (least !== settled || most !== settled) return `there were ${settled} tensors after step ${SETTLED}, and ${least} to ${most} later`;
  return growth > GROWTH ? `the resident set grew by ${(growth * 100).toFixed(1)} %; ${GROWTH * 100} % is the bound` : null;
}

export const memoryToText = ({ name, steps, tensors, residentMb, growth, fault, machine, date }: MemoryReport): string => [
  `${name}, ${steps} steps; ${machine.cpu}, ${machine.cores} cores; ${date.slice(0, 10)}`,
  `resident, MB, medians of ${STRETCH} steps: ${residentMb.join(', ')}`,
  `from the second hundred to the last: ${(growth * 100).toFixed(1)} %; live tensors ${tensors.settled} after step ${SETTLED}, ${tensors.least} to ${tensors.most} later`,
  fault === null ? 'flat' : `not flat: ${fault}`,
].join('\n');

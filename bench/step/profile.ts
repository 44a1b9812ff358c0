import { backend } from '@tensorflow/tfjs-core';
import { markdownTable, type Column } from '../report/table.js';
import { nameOf, type Course } from './course.js';
import { prepare } from './prepare.js';

/** The time of one kind of operation in a step. */
export interface OperationTime {
  /** TensorFlow's name; `upload`: arrays that go to TensorFlow; `between`: the rest of the step, when TensorFlow had nothing to do. */
  readonly name: string;
  readonly calls: number;
  /** Milliseconds in a step, summed over its calls. */
  readonly ms: number;
}

export interface StepProfile {
  readonly name: string;
  /** Milliseconds of the fastest step. */
  readonly msPerStep: number;
  readonly operations: readonly OperationTime[];
}

/** The addon. whisker's own has `time`: it times operations in the thread that runs them. */
interface Binding {
  executeOp(name: string, ...rest: readonly unknown[]): unknown;
  createTensor(...args: readonly unknown[]): unknown;
  time?(on: boolean): readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** A call into TensorFlow, and its time. */
interface Call {
  readonly name: string;
  readonly ms: number;
}

const WARM_UP = 3;
const STEPS = 8;

/**
 * Measures the time of a step by operation, slowest first. Every step makes the same calls in the same order. The fastest
 * of each call counts, so other work of the machine does not.
 */
export async function profileStep(course: Course): Promise<StepProfile> {
  const { step } = await prepare(course);
  for (let count = 0; count < WARM_UP; count += 1) await step();
  const steps: number[] = [];
  const calls: { readonly name: string; ms: number }[] = [];
  for (let count = 0; count < STEPS; count += 1) {
    const start = performance.now();
    const made = await callsOf(step);
    steps.push(performance.now() - start);
    for (const [at, { name, ms }] of made.entries()) {
      const before = calls[at];
      if (before === undefined) calls.push({ name, ms });
      else if (before.name !== name) throw new Error(`call ${at + 1} of a step was ${before.name} and is ${name}`);
      else before.ms = Math.min(before.ms, ms);
    }
  }
  const msPerStep = Math.min(...steps);
  return { name: nameOf(course), msPerStep, operations: byName(calls, msPerStep) };
}

/** Returns every call into TensorFlow that `step` makes, in order. */
async function callsOf(step: () => Promise<unknown>): Promise<readonly Call[]> {
  const native = backend() as unknown as { binding: Binding };
  const { binding } = native;
  if (binding.time !== undefined) {
    binding.time(true);
    await step();
    return binding.time(false).map(({ name, start, end }) => ({ name, ms: end - start }));
  }
  const calls: Call[] = [];
  const timed = <Result>(name: string, call: () => Result): Result => {
    const start = performance.now();
    const result = call();
    calls.push({ name, ms: performance.now() - start });
    return result;
  };
  // The addon's properties are read-only, so another object inherits from it.
  native.binding = Object.create(binding, {
    executeOp: { value: (name: string, ...rest: readonly unknown[]) => timed(name, () => binding.executeOp(name, ...rest)) },
    createTensor: { value: (...args: readonly unknown[]) => timed('upload', () => binding.createTensor(...args)) },
  }) as Binding;
  try {
    await step();
  } finally {
    native.binding = binding;
  }
  return calls;
}

function byName(calls: readonly Call[], msPerStep: number): OperationTime[] {
  const sums = new Map<string, { calls: number; ms: number }>();
  for (const { name, ms } of calls) {
    const sum = sums.get(name) ?? { calls: 0, ms: 0 };
    sums.set(name, { calls: sum.calls + 1, ms: sum.ms + ms });
  }
  const inside = calls.reduce((total, { ms }) => total + ms, 0);
  const all = [...sums].map(([name, sum]) => ({ name, ...sum })).concat({ name: 'between', calls: calls.length, ms: Math.max(0, msPerStep - inside) });
  return all.sort((a, b) => b.ms - a.ms);
}

/** Returns the operations of a step as Markdown. Those under half a percent share a row. */
export function profileToMarkdown({ name, msPerStep, operations }: StepProfile): string {
  const small = operations.filter(({ ms }) => ms < msPerStep / 200);
  const rest = { name: `${small.length} more`, calls: 0, ms: 0 };
  for (const { calls, ms } of small) {
    rest.calls += calls;
    rest.ms += ms;
  }
  const rows = [...operations.filter((each) => !small.includes(each)), ...(small.length > 0 ? [rest] : [])];
  const columns: readonly Column<OperationTime>[] = [
    { title: name, cell: (row) => row.name },
    { title: 'calls', align: 'right', cell: ({ calls }) => String(calls) },
    { title: 'ms', align: 'right', cell: ({ ms }) => ms.toFixed(1) },
    { title: 'share', align: 'right', cell: ({ ms }) => `${((100 * ms) / msPerStep).toFixed(1)} %` },
  ];
  return `${markdownTable(columns, rows)}\n\nThe fastest of ${STEPS} steps: ${msPerStep.toFixed(1)} ms.`;
}

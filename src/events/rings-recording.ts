import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { learnerNames, type RingsEvent } from './rings.js';

/** The file in the folder of the demo of two circles that its replay reads. */
export const RINGS_FILE = 'rings.json.gz';

/** Digits after the point: far finer than anything that is drawn. */
const DIGITS = 1000;

const floats = z.array(z.number()).transform((values) => Float32Array.from(values));
const learner = z.object({
  name: z.enum(learnerNames), accuracy: z.number(), generated: floats, onData: z.number().nullable(), covered: z.number().nullable(),
  field: z.object({ size: z.number(), odds: floats, logZ: floats }),
});
const recording = z.object({
  version: z.literal(1),
  data: z.object({ steps: z.number(), edge: z.number(), labelled: z.object({ xy: floats, classes: z.array(z.number()).transform((values) => Int32Array.from(values)) }), unlabelled: floats }),
  frames: z.array(z.object({ step: z.number(), seconds: z.number(), learners: z.array(learner) })),
});

/** Returns the events of a demo as the content of a file. They are of the same points. */
export function formatRings(events: readonly RingsEvent[]): Uint8Array {
  const [{ steps, edge, labelled, unlabelled }] = events;
  const frames = events.map(({ step, seconds, learners }) => ({ step, seconds, learners }));
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Float32Array || value instanceof Int32Array ? Array.from(value, (each) => Math.round(each * DIGITS) / DIGITS) : value;
  return gzipSync(JSON.stringify({ version: 1, data: { steps, edge, labelled, unlabelled }, frames }, plain));
}

/** Returns the events in the content of such a file. @throws an error with what is wrong */
export function parseRings(content: Uint8Array): readonly RingsEvent[] {
  const { data, frames } = recording.parse(JSON.parse(gunzipSync(content).toString()));
  return frames.map((frame) => ({ ...data, ...frame }));
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { Tape, type Value } from '../engine/index.js';

/** The output of a pass from which nothing is learned: a copy that outlives the pass. The caller disposes it. */
export async function noGrad<Kind extends Tensor>(pass: (tape: Tape) => Promise<Value<Kind>>): Promise<Kind> {
  const tape = new Tape();
  try {
    return (await pass(tape)).tensor.clone() as Kind;
  } finally {
    tape.dispose();
  }
}

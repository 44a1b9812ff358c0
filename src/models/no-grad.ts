import type { Tensor } from '@tensorflow/tfjs-core';
import { Tape, type Value } from '../engine/index.js';

/** Runs a pass that needs no gradients and returns a copy of its output. The caller disposes it. */
export async function noGrad<Kind extends Tensor>(pass: (tape: Tape) => Promise<Value<Kind>>): Promise<Kind> {
  const tape = new Tape();
  try {
    return (await pass(tape)).tensor.clone() as Kind;
  } finally {
    tape.dispose();
  }
}

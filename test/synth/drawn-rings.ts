import type { RingsEvent, RingsLearner } from '../../src/events/index.js';
import { drawComplement, drawRings, RINGS } from '../../src/synth/index.js';

const SIZE = 80;
const unlabelled = drawRings(300, 1, 'unlabelled').xy;
const { edge, radii: [inner, outer] } = RINGS;

/** Returns a learner whose boundary is a circle between the rings, and whose D says real near them. */
function learner(name: RingsLearner['name'], accuracy: number, generated: Float32Array): RingsLearner {
  const radii = Float32Array.from({ length: SIZE * SIZE }, (_, place) => Math.hypot(((2 * (place % SIZE) + 1) / SIZE - 1) * edge, ((2 * Math.floor(place / SIZE) + 1) / SIZE - 1) * edge));
  const field = { size: SIZE, odds: radii.map((radius) => radius - 1.4), logZ: radii.map((radius) => 0.3 - Math.min(Math.abs(radius - inner), Math.abs(radius - outer))) };
  const share = generated.length === 0 ? null : 0.5;
  return { name, accuracy, generated, onData: share, covered: share, field };
}

/** An event as training would emit it, without training. */
export const drawnEvent: RingsEvent = {
  step: 120, steps: 500, seconds: 3, edge, labelled: drawRings(6, 1, 'labelled'), unlabelled,
  learners: [learner('labels only', 0.7, new Float32Array()), learner('good', 0.812, drawRings(100, 1, 'generated').xy), learner('complement', 0.998, drawComplement(100, unlabelled, 1))],
};

/** A trained model in a program of your own. Described in docs/serving.md. */
export * from './errors.js';
export { version } from '../classify/index.js';

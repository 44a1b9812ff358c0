/** A trained model in a program of your own: `whisker-ml`. */
export { version, WhiskerError, WorkFailed, WrongCommand } from '../config/index.js';

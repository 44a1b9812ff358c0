// What every entry point throws.
export { WhiskerError, WorkFailed, WrongCommand, type WhiskerErrorOptions } from '../config/index.js';

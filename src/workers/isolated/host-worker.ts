import { decodeTask } from '../decode/decode-task.js';
import { hostLoop } from './host-loop.js';

// Loading this module also sets up sharp and the thread's priority.
export { ready } from '../pool/worker.js';

export default hostLoop(decodeTask);

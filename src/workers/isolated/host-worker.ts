import { decodeTask } from '../decode/decode-task.js';
import { workerLoop } from '../pool/worker-loop.js';
import { toSharedBuffer } from './shelved.js';

export { ready } from '../pool/worker.js';

/** As pool/worker.ts, but the pixels go to the shared buffer. */
export default workerLoop(toSharedBuffer(decodeTask), () => undefined);

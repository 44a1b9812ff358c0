import { fill } from './fill.js';
import { shelved } from './shelved.js';
import { strandsOf } from './strands.js';

export { ready } from './decode.js';

/** What a worker of the host does with a packet: as decode.ts, which has told sharp how it is to work, onto the shelf. */
export default strandsOf(shelved(fill));

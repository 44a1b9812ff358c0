// The decode worker, but it dies at random of something that is not the picture's fault: once a picture at most.
import { writeFileSync } from 'node:fs';
import { fill } from '../../dist/workers/fill.js';
import { strandsOf } from '../../dist/workers/strands.js';

export default strandsOf((task, mayWrite) => {
  if (/[037]\.png$/.test(task.path) && Math.random() < 0.5 && isFirst(task.path)) process.exit(1);
  return fill(task, mayWrite);
});

function isFirst(path) {
  try {
    writeFileSync(`${path}.met`, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

export const ready = () => true;

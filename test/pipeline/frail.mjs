// The decode worker, but the first time that it meets every fifth picture it dies of something else.
import { writeFileSync } from 'node:fs';
import decode, { ready } from '../../dist/workers/decode.js';

export default async function work(tasks) {
  for (const { path } of tasks) if (/[05]\.png$/.test(path) && isFirst(path)) process.exit(1);
  return decode(tasks);
}

function isFirst(path) {
  try {
    writeFileSync(`${path}.met`, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

export { ready };

// A worker whose tasks say what becomes of it. Counts its tries of each in the first byte of the target.
export default async function work(tasks) {
  const answers = [];
  for (const { path, target, offset } of tasks) {
    const tries = ++new Uint8Array(target)[offset];
    if (path === 'exit' || (path === 'exit-once' && tries === 1)) process.exit(3);
    if (path === 'throw') setImmediate(() => { throw new Error('a thread of its own broke'); });
    if (path === 'throw' || path === 'slow') await new Promise((resolve) => setTimeout(resolve, 100));
    answers.push(path === 'bad' ? 'it is bad' : null);
  }
  return answers;
}

export const ready = () => true;

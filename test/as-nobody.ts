/** Does `work` as a user to whom the system can deny something, unlike root. What it needs must be loaded: that user may not enter this checkout. */
export async function asNobody<Result>(work: () => Result): Promise<Awaited<Result>> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** Oldest supported version of each major version of Node, and of all later ones: `engines` in package.json. */
const OLDEST: readonly (readonly [major: number, minor: number])[] = [[20, 19], [22, 12]];

/** Returns a sentence where whisker cannot run on a version of Node, and undefined where it can. */
function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isLater = OLDEST.every(([line]) => major > line);
  if (isLater || OLDEST.some(([line, least]) => major === line && minor >= least)) return undefined;
  return `whisker needs Node ${OLDEST.map(([line, least]) => `${line}.${least}`).join(' or ')}, or later, and this is Node ${version}. Install a newer one: https://nodejs.org`;
}

export = nodeProblem;

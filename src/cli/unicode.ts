/** Returns whether the terminal shows characters beyond ASCII. The locale says so: the first of three variables that is set (POSIX). */
export function hasUnicode(env: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'win32') return env['WT_SESSION'] !== undefined;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((name) => name !== undefined && name !== '') ?? '';
  return /utf-?8/i.test(locale);
}

/** Whether the terminal shows characters beyond ASCII, by what its locale says (POSIX: the first of the three that is set). */
export function hasUnicode(env: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'win32') return env['WT_SESSION'] !== undefined;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((name) => name !== undefined && name !== '') ?? '';
  return /utf-?8/i.test(locale);
}

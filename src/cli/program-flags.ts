/** The options of `whisker` without a command. */
export const programFlags = {
  version: { flags: '-V, --version', help: 'print the version, the engine and Node; with --json as JSON' },
  help: { flags: '-h, --help', help: 'show this help, or the options of a command' },
} as const;

/** The option of every command that shows its help. */
export const commandHelp = { flags: '-h, --help', help: 'show this help' } as const;

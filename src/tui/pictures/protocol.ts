/** How the dashboard shows pictures: in half blocks, or in kitty's graphics protocol. */
export type Protocol = 'blocks' | 'kitty';

/** Values of TERM_PROGRAM and of TERM of terminals that speak kitty's protocol. */
const PROGRAMS: readonly string[] = ['ghostty', 'kitty'];
const TERMS: readonly string[] = ['xterm-kitty', 'xterm-ghostty'];

/**
 * Chooses the protocol by the environment, without asking the terminal; half blocks if in doubt.
 * A multiplexer (tmux, screen, zellij) swallows pictures, and a network makes them slow.
 */
export function protocolOf(env: Readonly<Record<string, string | undefined>>): Protocol {
  const has = (name: string) => (env[name] ?? '') !== '';
  const term = env['TERM'] ?? '';
  if (['TMUX', 'STY', 'ZELLIJ', 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT'].some(has) || /^(screen|tmux|dumb)/.test(term)) return 'blocks';
  // A terminal that was started from a kitty window inherits kitty's variables, so its own name comes first.
  if (has('TERM_PROGRAM')) return PROGRAMS.includes(env['TERM_PROGRAM'] ?? '') ? 'kitty' : 'blocks';
  return TERMS.includes(term) || (has('KITTY_WINDOW_ID') && term.startsWith('xterm')) ? 'kitty' : 'blocks';
}

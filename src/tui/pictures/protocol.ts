/** How a terminal can show pictures. */
export type Protocol = 'blocks' | 'kitty' | 'sixel';

/** Terminals that name themselves in TERM_PROGRAM. iTerm2 has had sixels since its version 3.3. */
const PROGRAMS: Readonly<Record<string, Protocol>> = { ghostty: 'kitty', kitty: 'kitty', WezTerm: 'sixel', 'iTerm.app': 'sixel' };

const TERMS: Readonly<Record<string, Protocol>> = { 'xterm-kitty': 'kitty', 'xterm-ghostty': 'kitty', foot: 'sixel', 'foot-extra': 'sixel', mlterm: 'sixel' };

/**
 * What the environment says of the terminal, without asking the terminal. Where that is not sure: blocks. A multiplexer (tmux,
 * screen, zellij) swallows pictures, and over a network they are slow.
 */
export function protocolOf(env: Readonly<Record<string, string | undefined>>): Protocol {
  const has = (name: string) => (env[name] ?? '') !== '';
  const term = env['TERM'] ?? '';
  if (['TMUX', 'STY', 'ZELLIJ', 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT'].some(has) || /^(screen|tmux|dumb)/.test(term)) return 'blocks';
  // A terminal that was started from kitty's window inherits kitty's variables: its own name goes first.
  if (has('TERM_PROGRAM')) return PROGRAMS[env['TERM_PROGRAM'] ?? ''] ?? 'blocks';
  if (Object.hasOwn(TERMS, term)) return TERMS[term] ?? 'blocks';
  return has('KITTY_WINDOW_ID') && term.startsWith('xterm') ? 'kitty' : 'blocks';
}

/** The shells that can complete whisker's commands. */
export const shells = ['bash', 'zsh', 'fish'] as const;

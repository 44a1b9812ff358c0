/** Packages that belong together, with their versions. Of several choices, the first that installs is used. */
export interface Group {
  readonly name: string;
  readonly choices: readonly (readonly string[])[];
}

/** Versions that all groups share, so that no group replaces a package of another. */
export const shared = ['numpy==2.4.6', 'pillow==13.0.0'] as const;

export const groups = {
  pillow: { name: 'Pillow', choices: [[...shared]] },
  drawing: { name: 'Pillow, scikit-image, scikit-learn', choices: [[...shared, 'scikit-image==0.26.0', 'scikit-learn==1.9.1']] },
  torch: { name: 'PyTorch and torchvision', choices: [['torch==2.15.0', 'torchvision==0.29.2']] },
  kornia: { name: 'Kornia', choices: [['torch==2.15.0', 'torchvision==0.29.2', 'kornia==0.9.0']] },
  tensorflow: { name: 'TensorFlow', choices: [['tensorflow-cpu==2.21.0'], ['tensorflow==2.21.0']] },
  dali: { name: 'DALI', choices: [['nvidia-dali-cuda130==2.4.0'], ['nvidia-dali-cuda120==2.4.0']] },
} as const satisfies Record<string, Group>;

export type GroupKey = keyof typeof groups;

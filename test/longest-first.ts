import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, longest first. Vitest knows this from earlier runs, but a fresh clone has none: a long file that begins last leaves two forks idle. */
const longest = [
  'cli/end-to-end', 'docs/examples', 'tui/pty', 'cli/tune', 'classify/process', 'cli/hangup', 'golden/stock', 'golden/wasm', 'training/run', 'training/every-recipe', 'training/probe',
  'training/fine-tuning', 'cli/watch', 'pipeline/pictures', 'tui/pty-run', 'tui/list-pty', 'tui/rings-pty',
];
const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((name) => moduleId.includes(`/test/${name}.test.`));
  return rank === -1 ? longest.length : rank;
};

export class LongestFirst extends BaseSequencer {
  /** A fork that goes on to a file of another project is started again, so files of a project stay in sequence. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) => sorted.filter((file) => file.project === project).sort((one, other) => rankOf(one) - rankOf(other)));
  }
}

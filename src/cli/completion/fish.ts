import type { Completed, CompletedCommand, CompletedOption, CompletedValue } from './candidates.js';

/** Returns the completion script for fish 3 and later. */
export const fishScript = ({ commands, options }: Completed): string => `# fish completion for whisker: whisker completion fish

# Whether the words before this one are this many.
function __whisker_words
    test (count (commandline -opc)) -eq $argv[1]
end

# Whether this is the command.
function __whisker_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = $argv[1]
end

# The runs in folders, or else the folders: a run has an events.jsonl.
function __whisker_run
    set -l word (commandline -ct | string replace -r -- '^--[^=]*=' '')
    set -l logs $word*/*/events.jsonl
    if test (count $logs) -gt 0
        string replace -r -- '/events.jsonl$' '' $logs
    else
        __fish_complete_directories $word
    end
end

complete -c whisker -e
complete -c whisker -f
${options.map((option) => line('__whisker_words 1', optionArguments(option))).join('')}${commands.map(({ name, summary }) => line('__whisker_words 1', `-a ${name} -d ${quoted(summary)}`)).join('')}
${commands.map(linesOf).join('\n')}`;

function linesOf({ name, options, args }: CompletedCommand): string {
  const is = `__whisker_is ${name}`;
  const values = args.map((value, index) => {
    if (args.length === 1) return line(is, valueArguments(value));
    return line(index === 0 ? `${is}; and __whisker_words 2` : `${is}; and not __whisker_words 2`, valueArguments(value));
  });
  return [...options.map((option) => line(is, optionArguments(option))), ...values].join('');
}

const line = (condition: string, rest: string): string => `complete -c whisker -n ${quoted(condition)} ${rest}\n`;

function optionArguments({ long, short, help, value }: CompletedOption): string {
  const names = `${short === undefined ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  return `${names}${value === null ? '' : ` -r ${valueArguments(value)}`} -d ${quoted(help)}`;
}

function valueArguments({ kind, words }: CompletedValue): string {
  switch (kind) {
    case 'any':
      return '-f';
    case 'words':
      return `-f -a ${quoted(words.join(' '))}`;
    case 'list':
      return `-f -a ${quoted(`(__fish_complete_list , 'string split " " "${words.join(' ')}"')`)}`;
    case 'file':
      return words.length === 0 ? '-F' : `-F -a ${quoted(words.join(' '))}`;
    case 'folder':
      return `-f -a '(__fish_complete_directories)'`;
    case 'run':
      return `-f -a '(__whisker_run)'`;
  }
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

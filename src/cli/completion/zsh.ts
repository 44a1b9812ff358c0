import type { Completed, CompletedCommand, CompletedOption, CompletedValue } from './candidates.js';

/** Returns the completion script for zsh: for a folder in `fpath`, or to be read after `compinit`. */
export const zshScript = ({ commands, options }: Completed): string => `#compdef whisker
# zsh completion for whisker: whisker completion zsh

# Files, and words.
__whisker_file() {
  compadd -- "$@"
  _files
}

# The runs in folders, or else the folders: a run has an events.jsonl.
__whisker_run() {
  local -a runs
  runs=(\${(Q)PREFIX}*/*/events.jsonl(N:h))
  (( $#runs )) && compadd -f -- $runs && return
  _files -/
}

_whisker() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`).join('')}  )
  _arguments -C${options.flatMap(optionSpecs).map(argument).join('')} '1: :->command' '*:: :->argument'
  case $state in
  command) _describe command commands ;;
  argument)
    case $words[1] in
${commands.map(commandCase).join('')}    esac ;;
  esac
}

if [[ $funcstack[1] == _whisker ]]; then _whisker "$@"; else compdef _whisker whisker; fi
`;

function commandCase({ name, options, args }: CompletedCommand): string {
  const positions = args.map((value, index) => `${index > 0 && index === args.length - 1 ? '*' : index + 1}:${escaped(value.label)}:${actionOf(value)}`);
  return `    ${name}) _arguments${[...options.flatMap(optionSpecs), ...positions].map(argument).join('')} ;;\n`;
}

function optionSpecs({ long, short, help, value }: CompletedOption): string[] {
  const rest = `[${escaped(help)}]${value === null ? '' : `:${escaped(value.label)}:${actionOf(value)}`}`;
  return [...(short === undefined ? [] : [`${short}${rest}`]), `${long}${value === null ? '' : '='}${rest}`];
}

const argument = (spec: string): string => ` \\\n      ${quoted(spec)}`;

function actionOf({ kind, words, label }: CompletedValue): string {
  switch (kind) {
    case 'any':
      return ' ';
    case 'words':
      return `(${words.join(' ')})`;
    case 'list':
      return `_values -s , ${label} ${words.join(' ')}`;
    case 'folder':
      return '_files -/';
    case 'file':
      // A call that begins with a space gets these arguments and no others.
      return words.length === 0 ? '_files' : ` __whisker_file ${words.join(' ')}`;
    case 'run':
      return '__whisker_run';
  }
}

/** Escapes what separates the parts of an argument of \`_arguments\`. */
const escaped = (text: string): string => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`);
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

import type { Completed, CompletedCommand, CompletedOption, CompletedValue } from './candidates.js';

/** Returns the completion script for bash 3.2 and later. */
export const bashScript = ({ commands, options }: Completed): string => `# bash completion for whisker: whisker completion bash

__whisker_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

__whisker_list() {
  local last=\${cur##*,}
  COMPREPLY=($(compgen -P "\${cur%"$last"}" -W "$1" -- "$last"))
  compopt -o nospace 2>/dev/null
}

# readline completes paths, quotes and tildes included. Without compopt (bash 3), and beside words, compgen does.
__whisker_file() {
  local name
  if [[ -z \${1-} ]] && compopt -o default 2>/dev/null; then return; fi
  __whisker_words "\${1-}"
  while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -f -- "$cur")
  compopt -o filenames 2>/dev/null
}

__whisker_folder() {
  local name
  if compopt -o filenames -o plusdirs 2>/dev/null; then return; fi
  while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$cur")
}

# The runs in a folder in place of the folder: a run has an events.jsonl.
__whisker_run() {
  local folder log
  for folder in "$cur"*/; do
    if [[ -d $folder ]]; then
      for log in "$folder"*/events.jsonl; do
        if [[ -f $log ]]; then COMPREPLY+=("\${log%/events.jsonl}"); else COMPREPLY+=("\${folder%/}"); fi
      done
    fi
  done
  if ((\${#COMPREPLY[@]} == 0)); then __whisker_folder; else compopt -o filenames 2>/dev/null; fi
}

_whisker() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} IFS=$' \\t\\n'
  COMPREPLY=()
  # bash splits --size=64 into three words.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    __whisker_words '${[...commands.map(({ name }) => name), ...namesOf(options)].join(' ')}'
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(commandCase).join('')}  esac
}

complete -F _whisker whisker
`;

function commandCase({ name, options, args }: CompletedCommand): string {
  return `  ${name})
${valueCases(options)}    if [[ $cur == -* ]]; then
      __whisker_words '${namesOf(options).join(' ')}'
${argumentsOf(args)}    fi ;;
`;
}

/** Options whose values are completed alike share a case. */
function valueCases(options: readonly CompletedOption[]): string {
  const byCall = new Map<string, string[]>();
  for (const { long, short, value } of options) {
    if (value === null) continue;
    const call = callOf(value);
    byCall.set(call, [...(byCall.get(call) ?? []), ...(short === undefined ? [] : [short]), long]);
  }
  if (byCall.size === 0) return '';
  return `    case $prev in\n${[...byCall].map(([call, names]) => `    ${names.join('|')}) ${call === '' ? '' : `${call}; `}return ;;\n`).join('')}    esac\n`;
}

function argumentsOf(args: readonly CompletedValue[]): string {
  const [first, ...others] = args;
  if (first === undefined) return '';
  const last = others.at(-1);
  if (last === undefined) return `    else\n      ${callOf(first)}\n`;
  return `    elif ((COMP_CWORD == 2)); then\n      ${callOf(first)}\n    else\n      ${callOf(last)}\n`;
}

function callOf({ kind, words }: CompletedValue): string {
  return kind === 'any' ? '' : `__whisker_${kind}${words.length === 0 ? '' : ` '${words.join(' ')}'`}`;
}

const namesOf = (options: readonly CompletedOption[]): string[] => options.flatMap(({ long, short }) => (short === undefined ? [long] : [short, long]));

/** What `lianzheng help` says; made from the commands, so that it cannot miss one. */
import { commonOptions } from './command.ts'
import type { Command, Option } from './command.ts'

/** The list of commands. */
export function generalHelp(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map((command) => command.name.length + command.words.length + 1))
  return [
    `链证 Lianzheng ${version} — the case desk's engine on the command line`,
    '',
    'usage: lianzheng COMMAND … [options]',
    '',
    ...commands.map((command) => `  ${`${command.name} ${command.words}`.padEnd(width)}  ${command.summary}`),
    `  ${'help [COMMAND]'.padEnd(width)}  say how a command is used`,
    '',
    'options of every command:',
    ...optionLines(commonOptions),
    '',
    'exit codes: 0 done · 1 an expected error, told on stderr by code · 2 the command line was not understood · 3 an internal error · 4 done, but sheets wait for a decision',
  ].join('\n')
}
/** One command with its options. */
export function commandHelp(command: Command): string {
  return [
    `usage: lianzheng ${`${command.name} ${command.words}`.trimEnd()} [options]`,
    '',
    `  ${command.summary}`,
    ...(command.more ?? []).map((line) => `  ${line}`),
    '',
    'options:',
    ...optionLines({ ...command.options, ...commonOptions }),
  ].join('\n')
}
function optionLines(options: Readonly<Record<string, Option>>): readonly string[] {
  const heads = Object.entries(options).map(([name, option]) => ({
    head: option.value === undefined ? `--${name}` : `--${name} ${option.value}`,
    help: option.several === true ? `${option.help}; may be repeated` : option.help,
  }))
  const width = Math.max(...heads.map(({ head }) => head.length))
  return heads.map(({ head, help }) => `  ${head.padEnd(width)}  ${help}`)
}

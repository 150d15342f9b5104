/**
 * Finds the command that was typed, runs it, and turns its end into output and an exit code.
 *
 * @module
 */
import { parseArgs } from 'node:util'

import { EntenteError } from '@entente/core/lib'

import { type Command, type Input, type Output, parserOptions } from './command.ts'
import { CliError } from './errors.ts'
import { cliErrorTexts } from './errors-text.ts'
import { type ErrorTexts, explain, formatRefusal, type Refusal } from './explain.ts'
import { commandHelp, overview } from './help.ts'
import { chooseLanguage, type Language, type Terminal } from './terminal.ts'

/** What running a command line needs. */
export interface RunDeps {
  readonly commands: readonly Command[]
  /** Called only when something failed: the texts of the server are many. */
  readonly texts: () => Promise<ErrorTexts>
  readonly terminal: (lang: Language) => Terminal
  readonly env: { readonly [name: string]: string | undefined }
}

/** What the process writes and how it ends. */
export interface Ending {
  readonly stdout: string
  readonly stderr: string
  /** 0 done, 1 refused, 2 wrong use, 70 a defect of ours (sysexits' EX_SOFTWARE). */
  readonly exit: 0 | 1 | 2 | 70
}

/** Runs one command line. Never throws. */
export async function run(argv: readonly string[], deps: RunDeps): Promise<Ending> {
  const json = argv.includes('--json')
  let lang: Language = 'en'
  try {
    lang = chooseLanguage(languageOption(argv), deps.env)
    const command = findCommand(argv, deps.commands)
    if (!command) return usage(argv, lang, deps)
    const rest = argv.slice(command.name.split(' ').length)
    if (rest.includes('--help') || rest.includes('-h')) return said(commandHelp(command, lang))
    const input = readInput(command, rest)
    const output = await command.run(input, deps.terminal(lang))
    const stdout = print(output, json, input.text('field'))
    return { stdout, stderr: '', exit: output.exit ?? 0 }
  } catch (error) {
    return failed(error, lang, json, deps)
  }
}

function findCommand(argv: readonly string[], commands: readonly Command[]): Command | undefined {
  const typed = argv.join(' ')
  return commands
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => typed === name || typed.startsWith(`${name} `))
}

function usage(argv: readonly string[], lang: Language, { commands }: RunDeps): Ending {
  const words = argv.filter((word) => !word.startsWith('-'))
  const near = commands.filter(({ name }) => name.startsWith(words[0] ?? ''))
  const list = overview(near.length > 0 ? near : commands, lang)
  if (words.length === 0 || argv.includes('--help') || argv.includes('-h')) return said(list)
  if (!argv.includes('--json')) return { stdout: '', stderr: `${list}\n`, exit: 2 }
  throw new CliError('cli/usage', `no command \`${words.join(' ')}\``)
}

function readInput({ options, positionals: names }: Command, args: readonly string[]): Input {
  const { values, positionals } = parse(options, args)
  const many = names.at(-1)?.endsWith('...') ?? false
  const least = many ? names.length - 1 : names.length
  if (positionals.length < least || (!many && positionals.length > names.length)) {
    throw new CliError('cli/usage', `wanted: ${names.join(' ')}`)
  }
  for (const [name, { required }] of Object.entries(options)) {
    if (required && values[name] === undefined)
      throw new CliError('cli/usage', `--${name} is missing`)
  }
  const list = (name: string): readonly string[] => [values[name] ?? []].flat().map(String)
  return {
    positionals,
    list,
    text: (name) => list(name)[0],
    flag: (name) => values[name] === true,
    need(name) {
      const value = list(name)[0]
      if (value === undefined) throw new CliError('cli/usage', `--${name} is missing`)
      return value
    },
  }
}

function parse(
  options: Command['options'],
  args: readonly string[],
): {
  values: { readonly [name: string]: string | boolean | (string | boolean)[] | undefined }
  positionals: readonly string[]
} {
  try {
    return parseArgs({
      args: [...args],
      options: parserOptions(options),
      allowPositionals: true,
      strict: true,
    })
  } catch (cause) {
    throw new CliError('cli/usage', cause instanceof Error ? cause.message : 'not understood', {
      cause,
    })
  }
}

function languageOption(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = argv[at]
  return word?.startsWith('--lang=') ? word.slice('--lang='.length) : word && argv[at + 1]
}

function print({ json, text }: Output, asJson: boolean, field: string | undefined): string {
  if (field !== undefined) return `${fieldOf(json, field)}\n`
  if (asJson) return `${JSON.stringify(json, undefined, 2)}\n`
  return text === '' ? '' : `${text}\n`
}

function fieldOf(json: unknown, name: string): string {
  const fields = Object.entries(typeof json === 'object' && json !== null ? json : {})
  const found = fields.find(([key]) => key === name)
  if (!found) {
    const names = fields.map(([key]) => key).join(', ')
    throw new CliError('cli/usage', `it is done, but the answer has no \`${name}\`, only ${names}`)
  }
  const value: unknown = found[1]
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function said(text: string): Ending {
  return { stdout: `${text}\n`, stderr: '', exit: 0 }
}

async function failed(
  error: unknown,
  lang: Language,
  json: boolean,
  { texts }: RunDeps,
): Promise<Ending> {
  if (!(error instanceof EntenteError)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const message = cliErrorTexts['cli/defect'][lang]
    return json
      ? refused({ code: 'cli/defect', message, member: null, detail, reasons: [] }, 70)
      : { stdout: '', stderr: `entente: ${message}\n${detail}\n`, exit: 70 }
  }
  const refusal = explain(error, lang, await texts())
  const exit = refusal.code === 'cli/usage' ? 2 : 1
  return json
    ? refused(refusal, exit)
    : { stdout: '', stderr: `${formatRefusal(refusal, lang)}\n`, exit }
}

function refused(error: Refusal, exit: Ending['exit']): Ending {
  return { stdout: `${JSON.stringify({ error }, undefined, 2)}\n`, stderr: '', exit }
}

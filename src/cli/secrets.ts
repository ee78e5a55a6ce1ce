// Secrets come from a prompt, a file, stdin or (passwords) the environment, never from an argument: arguments are
// seen by every user of the machine and kept in the shell's history.
import { readFileSync } from 'node:fs'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'

/** `-` is stdin. The line's end after the secret is not part of it. */
export async function readSecretFile({ terminal }: Cli, path: string): Promise<string> {
  const text = path === '-' ? await terminal.readInput() : readFileSync(path, 'utf8')
  return text.replace(/\r?\n$/, '')
}

export async function readPassword(
  cli: Cli,
  file: string | undefined,
  { question, isNew }: { question: string; isNew: boolean },
): Promise<string> {
  if (file !== undefined) return readSecretFile(cli, file)
  if (cli.config.password !== '') return cli.config.password
  if (!cli.terminal.isInteractive) {
    throw usageError(
      'A password is needed. Give it with --password-file FILE (or - for stdin), or in SEOMATIC_PASSWORD.',
    )
  }
  const password = await cli.terminal.askSecret(question)
  if (!isNew) return password
  if ((await cli.terminal.askSecret('The same password again')) !== password) {
    throw usageError('The two passwords differ. Run the command again; nothing was changed.')
  }
  return password
}

/** An answer that is no secret: from its option, else by prompt. */
export async function readAnswer(
  { terminal }: Cli,
  value: string | undefined,
  option: string,
  question: string,
): Promise<string> {
  if (value !== undefined) return value
  if (!terminal.isInteractive) throw usageError(`Add ${option}.`)
  return terminal.ask(question)
}

// What only the machine of the server can do for an account.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { resetFile } from '../../api/reset.ts'
import { routes } from '../../api/routes.ts'
import { readConfig } from '../../config.ts'
import type { Cli } from '../cli.ts'
import { createClient } from '../client.ts'
import { CliError, usageError } from '../errors.ts'
import { readPassword, readSecretFile } from '../secrets.ts'
import { readServerUrl } from '../server-choice.ts'

interface ResetOptions {
  email?: string
  passwordFile?: string
  endTokens?: true
}

export function addAccounts(program: Command, cli: Cli): void {
  const accounts = program.command('accounts').description('accounts, on the machine of the server')

  accounts
    .command('reset')
    .description('set a new password for the owner, for whoever may write into the data folder of the server')
    .option('--email <address>', 'which owner, where there are several')
    .option('--password-file <file>', 'a file with the new password, or - for stdin')
    .option('--end-tokens', 'end all API tokens too')
    .action((options: ResetOptions) => reset(cli, options))
}

async function reset(cli: Cli, options: ResetOptions): Promise<void> {
  // As the server reads them.
  const { dataDir, port } = readConfig(cli.env)
  const url = readServerUrl(cli.config.url || `http://127.0.0.1:${port}`)
  if (!existsSync(dataDir)) throw noFolder(dataDir)
  const password = await readNew(cli, options.passwordFile)
  const token = randomBytes(32).toString('base64url')
  const path = join(dataDir, resetFile)
  rmSync(path, { force: true })
  writeFileSync(path, token, { flag: 'wx', mode: 0o600 })
  try {
    const { email = '', endTokens = false } = options
    const owner = await createClient({ url }).call(routes.account.reset, {
      body: { token, password, email, endTokens },
    })
    cli.out.result({ ...owner, reset: true }, () =>
      [
        `The password of ${owner.name} (${owner.email}) is set, and all browsers are signed out.`,
        endTokens ? 'All API tokens have ended.' : 'API tokens still work; add --end-tokens to end them too.',
      ].join('\n'),
    )
  } catch (error) {
    if (error instanceof CliError && error.code === 'forbidden') throw otherFolder(url, dataDir)
    throw error
  } finally {
    rmSync(path, { force: true })
  }
}

/** Never from SEOMATIC_PASSWORD, which is the one that was forgotten. */
function readNew(cli: Cli, file: string | undefined): Promise<string> {
  if (file !== undefined) return readSecretFile(cli, file)
  if (!cli.terminal.isInteractive)
    throw usageError('Add --password-file FILE with the new password, or - for stdin.')
  const noEnvironment = { ...cli, config: { ...cli.config, password: '' } }
  const question = 'A new password of at least 12 characters'
  return readPassword(noEnvironment, undefined, { question, isNew: true })
}

function noFolder(dataDir: string): CliError {
  return new CliError(
    'not_found',
    `There is no data folder ${dataDir}. Run this on the machine of the server, in the folder it is started in or with the same DATA_DIR.`,
  )
}

function otherFolder(url: string, dataDir: string): CliError {
  return new CliError(
    'forbidden',
    `The server at ${url} does not use the data folder ${dataDir}. Run this on its machine, as its user, with its DATA_DIR (the start prints it) and PORT. Nothing was changed.`,
  )
}

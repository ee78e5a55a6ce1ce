// The credentials of a Wix site. The key comes from a prompt, a file or stdin, never from an argument.
import type { CredentialsInput } from '../api/connection.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'
import { readAnswer, readSecretFile } from './secrets.ts'

export async function readCredentials(
  cli: Cli,
  options: { site?: string; keyFile?: string },
): Promise<CredentialsInput> {
  const siteId = await readAnswer(
    cli,
    options.site,
    '--site ID',
    'Site ID (in the address of the site dashboard)',
  )
  return { siteId, apiKey: (await readKey(cli, options.keyFile)).trim() }
}

async function readKey(cli: Cli, file: string | undefined): Promise<string> {
  const key =
    file === undefined && cli.terminal.isInteractive ? await cli.terminal.askSecret('API key') : undefined
  const text = key ?? (await readSecretFile(cli, file ?? '-'))
  if (text.trim() !== '') return text
  throw usageError('No API key was given. Add --key-file FILE, or send the key to stdin.')
}

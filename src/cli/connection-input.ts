// The credentials of a Wix site, of either kind. Secrets come from a prompt, a file, stdin or the environment, never
// from an argument.
import type { CredentialsInput } from '../api/connection.ts'
import { credentialLabels, recogniseCredentials } from '../api/credentials.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'
import { readAnswer, readSecretFile } from './secrets.ts'

export interface CredentialOptions {
  site?: string
  account?: string
  app?: string
  instance?: string
  keyFile?: string
  secretFile?: string
}

/** With `--app` or `--instance` those of an app, else an API key. What cannot work is refused before Wix is asked. */
export async function readCredentials(cli: Cli, options: CredentialOptions): Promise<CredentialsInput> {
  const isApp =
    options.app !== undefined || options.instance !== undefined || options.secretFile !== undefined
  const input = isApp ? await readApp(cli, options) : await readKey(cli, options)
  const { sendable, problems, missing } = recogniseCredentials(input)
  if (sendable) return input
  const words = [
    ...problems.map((problem) => `${credentialLabels[problem.field]}: ${problem.text}`),
    ...(missing.length > 0
      ? [`Missing: ${missing.map((field) => credentialLabels[field]).join(', ')}.`]
      : []),
  ]
  throw usageError(`These credentials cannot work, so Wix was not asked. ${words.join(' ')}`)
}

async function readKey(cli: Cli, options: CredentialOptions): Promise<CredentialsInput> {
  const question = 'Site ID (in the address of the dashboard of the site)'
  const siteId = await readAnswer(cli, options.site, '--site ID', question)
  const apiKey = await readSecret(cli, options.keyFile, cli.config.wixApiKey, 'API key', '--key-file')
  return { apiKey, siteId, ...(options.account !== undefined && { accountId: options.account }) }
}

async function readApp(cli: Cli, options: CredentialOptions): Promise<CredentialsInput> {
  const appId = await readAnswer(cli, options.app, '--app ID', 'App ID')
  const instanceId = await readAnswer(cli, options.instance, '--instance ID', 'Instance ID')
  const { wixAppSecret } = cli.config
  const appSecret = await readSecret(cli, options.secretFile, wixAppSecret, 'App Secret', '--secret-file')
  return { appId, instanceId, appSecret, ...(options.site !== undefined && { siteId: options.site }) }
}

async function readSecret(
  cli: Cli,
  file: string | undefined,
  fromEnvironment: string,
  label: string,
  option: string,
): Promise<string> {
  if (file === undefined && fromEnvironment !== '') return fromEnvironment
  const isAsked = file === undefined && cli.terminal.isInteractive
  const text = isAsked ? await cli.terminal.askSecret(label) : await readSecretFile(cli, file ?? '-')
  if (text.trim() !== '') return text
  throw usageError(`No ${label} was given. Add ${option} FILE, or send it to stdin.`)
}

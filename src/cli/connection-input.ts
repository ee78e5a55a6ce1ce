// The credentials of a Wix site, of either kind. Secrets come from a prompt, a file, stdin or the environment, never
// from an argument.
import type { CredentialsInput } from '../api/connection.ts'
import { credentialLabels, readNamed, recogniseCredentials } from '../api/credentials.ts'
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
  const read = () => readSecret(cli, options.keyFile, cli.config.wixApiKey, 'API key', '--key-file')
  // A file may name the site beside the key, as a .env does.
  const early = options.site === undefined && options.keyFile !== undefined ? await read() : undefined
  if (early !== undefined && readNamed(early)?.values.siteId) return { apiKey: early }
  const question = 'Site ID (in the address of the dashboard of the site)'
  const siteId = await readAnswer(cli, options.site, '--site ID', question)
  const apiKey = early ?? (await read())
  return { apiKey, siteId, ...(options.account !== undefined && { accountId: options.account }) }
}

async function readApp(cli: Cli, options: CredentialOptions): Promise<CredentialsInput> {
  const isFileAlone = options.app === undefined && options.instance === undefined
  const early = isFileAlone && options.secretFile ? await readSecretFile(cli, options.secretFile) : undefined
  const named = early === undefined ? null : readNamed(early)
  if (early !== undefined && named?.values.appId && named.values.instanceId) return { appSecret: early }
  const appId = await readAnswer(cli, options.app, '--app ID', 'App ID')
  const instanceId = await readAnswer(cli, options.instance, '--instance ID', 'Instance ID')
  const { wixAppSecret } = cli.config
  const read = () => readSecret(cli, options.secretFile, wixAppSecret, 'App Secret', '--secret-file')
  const appSecret = early || (await read())
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

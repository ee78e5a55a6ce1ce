// setup, login, logout: how this machine gets its API token.
import { hostname } from 'node:os'
import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Session } from '../../api/session.ts'
import type { Cli } from '../cli.ts'
import { type Client, createClient } from '../client.ts'
import { CliError, usageError } from '../errors.ts'
import { readAnswer, readPassword } from '../secrets.ts'
import { isOpenTransport, readServerUrl, usualUrl } from '../server-choice.ts'

interface SetupOptions {
  name?: string
  email?: string
  passwordFile?: string
}

interface LoginOptions {
  url?: string
  email?: string
  passwordFile?: string
}

export function addSession(program: Command, cli: Cli): void {
  program
    .command('setup')
    .description('create the owner account with the link the server printed, and sign this machine in')
    .argument('<link>', 'http://host:port/setup#token=... (in quotes)')
    .option('--name <name>', 'your name')
    .option('--email <address>', 'your e-mail address')
    .option('--password-file <file>', 'a file with the password, or - for stdin')
    .action((link: string, options: SetupOptions) => setUp(cli, link, options))

  program
    .command('login')
    .description('sign this machine in with a new API token')
    .option('--url <address>', `the server; ${usualUrl} or the last one by default`)
    .option('--email <address>', 'your e-mail address')
    .option('--password-file <file>', 'a file with the password, or - for stdin')
    .action((options: LoginOptions) => logIn(cli, options))

  program
    .command('logout')
    .description('revoke the API token of this machine and forget it')
    .action(() => logOut(cli))
}

async function setUp(cli: Cli, link: string, options: SetupOptions): Promise<void> {
  const { url, token } = readSetupLink(link)
  const browser = createClient({ url })
  // Before anyone thinks of a password.
  if (!(await browser.call(routes.setup.state)).open) {
    throw new CliError(
      'setup_closed',
      `The owner of ${url} exists already. Sign in with "seomatic login --url ${url}".`,
    )
  }
  const name = await readAnswer(cli, options.name, '--name', 'Your name')
  const email = await readAnswer(cli, options.email, '--email', 'Your e-mail address')
  const question = 'A password of at least 12 characters'
  const password = await readPassword(cli, options.passwordFile, { question, isNew: true })
  const session = await browser.call(routes.setup.create, { body: { token, name, email, password } })
  await storeToken(cli, browser)
  cli.out.result(
    session,
    () => `Welcome, ${session.user.name}. You are the owner of ${url}.\n${whereStored(cli)}`,
  )
}

async function logIn(cli: Cli, options: LoginOptions): Promise<void> {
  const stored = readStored(cli)
  const url = readServerUrl(options.url ?? (cli.config.url || stored?.url || usualUrl))
  const browser = createClient({ url })
  const email = await readAnswer(cli, options.email, '--email', 'Your e-mail address')
  const password = await readPassword(cli, options.passwordFile, { question: 'Your password', isNew: false })
  const session = await browser.call(routes.session.create, { body: { email, password } })
  // The token this one replaces would stay valid without anyone having it.
  if (stored?.url === url)
    await forgive(browser.call(routes.tokens.remove, { params: { id: stored.tokenId } }))
  await storeToken(cli, browser)
  cli.out.result(session, () => `Signed in to ${url} as ${session.user.name}.\n${whereStored(cli)}`)
}

async function logOut(cli: Cli): Promise<void> {
  const stored = cli.credentials.read()
  if (!stored) {
    throw new CliError('not_signed_in', 'This machine is not signed in, so there is nothing to revoke.')
  }
  const client = createClient(stored)
  const isRevoked = await client.call(routes.tokens.remove, { params: { id: stored.tokenId } }).then(
    () => true,
    (error: unknown) => {
      // Revoked already counts as done; a server that cannot be reached does not.
      if (error instanceof CliError && ['not_signed_in', 'not_found'].includes(error.code)) return false
      throw error
    },
  )
  cli.credentials.remove()
  const what = isRevoked ? 'The API token is revoked' : 'The API token had been revoked already'
  cli.out.result({ url: stored.url, revoked: isRevoked }, () => `Signed out of ${stored.url}. ${what}.`)
}

/** The token is behind the `#`, so that no server and no log ever sees it. */
export function readSetupLink(link: string): { url: string; token: string } {
  const url = URL.canParse(link) ? new URL(link) : null
  const token = url ? new URLSearchParams(url.hash.slice(1)).get('token') : null
  if (url && token) return { url: readServerUrl(url.origin), token }
  throw usageError(
    'This is not a setup link. The server prints it when it starts and no owner exists: http://127.0.0.1:3000/setup#token=... Put it in quotes.',
  )
}

/** With the session of `browser`, which ends here. */
async function storeToken(cli: Cli, browser: Client): Promise<void> {
  const created = await browser.call(routes.tokens.create, {
    body: { name: `command line on ${hostname()}`.slice(0, 100) },
  })
  cli.credentials.write({ url: browser.url, token: created.secret, tokenId: created.id })
  await forgive(browser.call(routes.session.remove))
  if (isOpenTransport(browser.url)) {
    cli.out.warn(`${browser.url} is not encrypted: others on the network can read the token. Use https.`)
  }
}

function whereStored({ credentials }: Cli): string {
  return `An API token is stored in ${credentials.path}, which only you can read.`
}

/** A broken file must not keep anyone from signing in anew. */
function readStored({ credentials }: Cli) {
  try {
    return credentials.read()
  } catch (error) {
    if (error instanceof CliError) return null
    throw error
  }
}

async function forgive(tidying: Promise<unknown>): Promise<void> {
  await tidying.catch(() => undefined)
}

export function describeSession(session: Session): [string, string | null][] {
  return [
    ['Name', session.user.name],
    ['E-mail', session.user.email],
    ['Role', session.user.role],
    ['Workspace', session.workspace.name],
    ['Wix site', describeSite(session)],
    ['Transport', session.insecureTransport ? 'not encrypted: use https' : null],
  ]
}

function describeSite({ missingConnection, connectionProblem }: Session): string {
  if (missingConnection) return 'missing: seomatic connections add'
  return connectionProblem ?? 'connected'
}

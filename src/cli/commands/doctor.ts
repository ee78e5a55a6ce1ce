// Looks at everything a working installation needs, one after the other, and says what to do about what is missing.
import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { CliError } from '../errors.ts'
import { isOpenTransport } from '../server-choice.ts'
import { pairs } from '../table.ts'
import { words } from '../text.ts'
import { readVersion } from '../version.ts'

interface Finding {
  name: string
  state: 'ok' | 'warning' | 'failed'
  detail: string
}

export function addDoctor(program: Command, cli: Cli, setExit: SetExit): void {
  program
    .command('doctor')
    .description('check this machine, the server, the token, the database and the connections')
    .action(async () => {
      const checks: Finding[] = []
      for await (const finding of examine(cli)) checks.push(finding)
      const ok = checks.every((finding) => finding.state !== 'failed')
      cli.out.result({ ok, checks }, () => {
        const lines = pairs(checks.map(({ state, name, detail }) => [state, `${name}: ${detail}`]))
        return `${lines}\n\n${ok ? 'Everything that is needed works.' : 'Something needs your attention; see above.'}`
      })
      if (!ok) setExit(1)
    })
}

async function* examine(cli: Cli): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node)
  if (cli.credentials.isExposed()) {
    const detail = `other users of this machine can read ${cli.credentials.path}. Run: chmod 600 ${cli.credentials.path}`
    yield { name: 'Credentials', state: 'warning', detail }
  }
  try {
    const client = cli.client()
    const session = await client.call(routes.session.get)
    yield { name: 'Server', state: 'ok', detail: `${client.url} answers` }
    yield { name: 'Token', state: 'ok', detail: `${session.user.name}, ${session.user.role}` }
    if (isOpenTransport(client.url)) {
      const detail = `${client.url} is not encrypted: others on the network can read the token. Use https.`
      yield { name: 'Transport', state: 'warning', detail }
    }
    yield* examineServer(cli)
    yield* examineConnections(cli)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const name = error.code === 'not_signed_in' ? 'Token' : 'Server'
    yield { name, state: 'failed', detail: error.message }
  }
}

/** The program runs on Node 24; older ones cannot read its sources. */
function checkNode(version: string): Finding {
  const isNew = Number(version.split('.')[0]) >= 24
  const detail = isNew ? version : `${version}; 24 or newer is needed. Run "npm ci", which brings it along.`
  return { name: 'Node', state: isNew ? 'ok' : 'failed', detail }
}

async function* examineServer(cli: Cli): AsyncGenerator<Finding> {
  const { version, database, encryptionKey } = await cli.client().call(routes.status.get)
  const mine = readVersion()
  yield version === mine
    ? { name: 'Version', state: 'ok', detail: version }
    : {
        name: 'Version',
        state: 'warning',
        detail: `the server is ${version}, the command line ${mine}. Use the same version for both.`,
      }
  const kind = database.kind === 'pglite' ? 'embedded database' : 'PostgreSQL'
  yield database.durable
    ? { name: 'Database', state: 'ok', detail: `${kind}, durable` }
    : { name: 'Database', state: 'warning', detail: `${kind}, not durable. ${database.reason}` }
  yield {
    name: 'Encryption key',
    state: 'ok',
    detail: encryptionKey.path
      ? `${encryptionKey.path}; keep a copy apart from your backups`
      : 'from the environment',
  }
}

async function* examineConnections(cli: Cli): AsyncGenerator<Finding> {
  const { items } = await cli.client().call(routes.connections.list)
  if (!items.some((one) => one.kind === 'wix')) {
    yield {
      name: 'Connections',
      state: 'warning',
      detail:
        'no Wix site is connected. Run "seomatic connections add", or "seomatic connections practice" to try.',
    }
  }
  for (const one of items) {
    const why = one.statusReason ? `. ${one.statusReason}` : ''
    const state =
      one.status === 'active'
        ? 'ok'
        : one.status === 'limited' || one.status === 'not_verified'
          ? 'warning'
          : 'failed'
    yield { name: `Connection "${one.name}"`, state, detail: `${words(one.status)}${why}` }
  }
}

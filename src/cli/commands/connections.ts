import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Connection } from '../../api/connection.ts'
import type { SiteDay } from '../../api/daily-limit.ts'
import { leastRatePerMinute, usualRatePerMinute } from '../../api/pace.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { type CredentialOptions, readCredentials } from '../connection-input.ts'
import { describeCheck, describeConnection } from '../connection-text.ts'
import { printDownload, writeWhole } from '../download.ts'
import type { SetExit } from '../errors.ts'
import { findConnection } from '../find.ts'
import { readPages } from '../part-options.ts'
import { pairs, table } from '../table.ts'
import { count, many, time, words } from '../text.ts'
import { addImages } from './images.ts'

interface StoreOptions extends CredentialOptions {
  saveUnverified?: boolean
}

export function addConnections(program: Command, cli: Cli, setExit: SetExit): void {
  const connections = program.command('connections').description('Wix sites and their credentials')
  const show = (connection: Connection, lead?: string) =>
    cli.out.result(connection, () => [...(lead ? [lead, ''] : []), describeConnection(connection)].join('\n'))

  connections
    .command('list')
    .description('all connections')
    .action(async () => {
      const list = await cli.client().call(routes.connections.list)
      cli.out.result(list, () =>
        list.items.length === 0
          ? 'No connection yet. Add one with "seomatic connections add", or try everything with "seomatic connections practice".'
          : table(
              ['Name', 'Id', 'Site', 'Kind', 'Status', 'Checked'],
              list.items.map((one) => [
                one.name,
                one.id,
                one.siteName ?? one.siteId,
                one.kind,
                words(one.status),
                time(one.lastCheckedAt),
              ]),
              cli.out.width,
            ),
      )
    })

  connections
    .command('show')
    .description('one connection: permissions, health, projects')
    .argument('<connection>', 'name or id')
    .action(async (wanted: string) => {
      const found = await findConnection(cli, wanted)
      show(await cli.client().call(routes.connections.get, { params: { id: found.id } }))
    })

  connections
    .command('permissions')
    .description('the permissions an API key or app needs, and what each is for')
    .action(async () => {
      const list = await cli.client().call(routes.connections.permissions)
      cli.out.result(list, () =>
        pairs(
          list.items.map(({ name, purpose, without, optional }) => [
            name,
            `${optional ? '(optional) ' : ''}${purpose} Without it: ${without}`,
          ]),
        ),
      )
    })

  connections
    .command('check')
    .description('check a stored connection now; exits 1 when it needs attention')
    .argument('<connection>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findConnection(cli, wanted)
      cli.out.progress('Asking Wix ...')
      const connection = await cli.client().call(routes.connections.check, { params: { id } })
      show(connection)
      if (!isHealthy(connection)) setExit(1)
    })

  withCredentials(connections.command('test'))
    .description('try credentials without storing them; exits 1 when they do not work')
    .action(async (options: CredentialOptions) => {
      const client = cli.client()
      const body = await readCredentials(cli, options)
      cli.out.progress('Asking Wix ...')
      const check = await client.call(routes.connections.test, { body })
      cli.out.result(check, () => describeCheck(check))
      if (!check.ok) setExit(1)
    })

  unverified(withCredentials(connections.command('add')))
    .description('connect a Wix site: checked first, then stored sealed')
    .option('--name <name>', 'what to call it; by default the name of the site')
    .action(async (options: StoreOptions & { name?: string }) => {
      const client = cli.client()
      const credentials = await readCredentials(cli, options)
      cli.out.progress('Asking Wix ...')
      const body = { ...credentials, ...toStore(options), ...(options.name && { name: options.name }) }
      const connection = await client.call(routes.connections.create, { body })
      const { name, isNew } = connection
      show(connection, isNew ? `Connected ${name}.` : `${name} was connected already: the same key and site.`)
    })

  connections
    .command('practice')
    .description('connect the built-in practice site, to try everything without Wix')
    .action(async () => {
      const connection = await cli.client().call(routes.connections.practice)
      show(connection, 'The practice site is connected. Nothing you publish there leaves this machine.')
    })

  unverified(withCredentials(connections.command('replace').argument('<connection>', 'name or id')))
    .description('replace the credentials of a connection')
    .action(async (wanted: string, options: StoreOptions) => {
      const stored = await findConnection(cli, wanted)
      const params = { id: stored.id }
      const credentials = await readCredentials(cli, withStoredIds(stored, options))
      const body = { ...credentials, ...toStore(options) }
      cli.out.progress('Asking Wix ...')
      const connection = await cli.client().call(routes.connections.replaceCredentials, { params, body })
      show(connection, `The credentials of ${connection.name} are replaced.`)
    })

  connections
    .command('rename')
    .description('rename it')
    .argument('<connection>', 'name or id')
    .argument('<name>', 'the new name')
    .action(async (wanted: string, name: string) => {
      const { id } = await findConnection(cli, wanted)
      show(await cli.client().call(routes.connections.update, { params: { id }, body: { name } }))
    })

  connections
    .command('remove')
    .description('disconnect; nothing is removed from Wix')
    .argument('<connection>', 'name or id')
    .action(async (wanted: string) => {
      const { id, name } = await findConnection(cli, wanted)
      await cli.client().call(routes.connections.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Disconnected "${name}". Nothing was removed from Wix.`)
    })

  connections
    .command('ceiling')
    .description(
      'how many pages all schedules of a site publish on one day at most, and how today stands; with an option, set it',
    )
    .argument('<connection>', 'name or id')
    .addOption(new Option('--per-day <pages>', 'at most so many').argParser(readPages).conflicts('unlimited'))
    .option('--unlimited', 'take the limit away')
    .action(async (wanted: string, { perDay, unlimited }: { perDay?: number; unlimited?: true }) => {
      const { id } = await findConnection(cli, wanted)
      const params = { id }
      const isSet = unlimited === true || perDay !== undefined
      const ceiling = isSet
        ? await cli.client().call(routes.schedules.setCeiling, { params, body: { perDay: perDay ?? null } })
        : await cli.client().call(routes.schedules.ceiling, { params })
      cli.out.result(ceiling, () => describeSiteDay(ceiling))
    })

  connections
    .command('pace')
    .description(
      'how fast requests leave for a site just now, and whether Wix asked to wait; with an option, set it',
    )
    .argument('<connection>', 'name or id')
    .addOption(
      new Option('--per-minute <requests>', `at most so many, ${leastRatePerMinute} to ${usualRatePerMinute}`)
        .argParser(readRate)
        .conflicts('usual'),
    )
    .option('--usual', 'as many as Wix allows')
    .action(async (wanted: string, { perMinute, usual }: { perMinute?: number; usual?: true }) => {
      const { id } = await findConnection(cli, wanted)
      const params = { id }
      const isSet = usual === true || perMinute !== undefined
      const body = { mostPerMinute: perMinute ?? null }
      const pace = isSet
        ? await cli.client().call(routes.connections.setPace, { params, body })
        : await cli.client().call(routes.connections.pace, { params })
      cli.out.result(pace, () =>
        pairs([
          ['At most', `${count(Math.floor(pace.ratePerMinute))} requests a minute`],
          ['Set to', pace.mostPerMinute === null ? null : `${pace.mostPerMinute} a minute`],
          ['Last minute', many(pace.lastMinute, 'request')],
          [
            'Waits until',
            pace.blockedUntil === null ? null : `${time(pace.blockedUntil)}, ${pace.blockedReason}`,
          ],
        ]),
      )
    })

  connections
    .command('page')
    .description('a page of the practice site as its visitors would see it, as HTML')
    .argument('<connection>', 'name or id of the practice site')
    .argument('<address>', 'the address, as receipts tell it')
    .option('--out <file>', 'write it there instead of to stdout')
    .action(async (wanted: string, url: string, options: { out?: string }) => {
      const { id } = await findConnection(cli, wanted)
      const content = await cli.client().download(routes.connections.page, { params: { id }, query: { url } })
      if (options.out === undefined) return printDownload(cli, content)
      await writeWhole(options.out, content)
      cli.out.result({ file: options.out }, () => `The page is in ${options.out}.`)
    })

  connections
    .command('choices')
    .description('authors, categories, tags or collections of the site')
    .argument('<connection>', 'name or id')
    .argument('<kind>', 'authors, categories, tags, or with --destination wix/cms collections')
    .option('--search <text>', 'only those with this text')
    .option('--destination <id>', 'the destination whose choices to list', 'wix/blog')
    .action(async (wanted: string, kind: string, options: { search?: string; destination: string }) => {
      const { id } = await findConnection(cli, wanted)
      const query = { kind, destination: options.destination, search: options.search ?? '' }
      const choices = await cli.client().call(routes.connections.choices, { params: { id }, query })
      cli.out.result(choices, () => {
        const rows = choices.items.map((one) => [one.label, one.id, one.hint ?? ''])
        const rest = choices.complete ? '' : '\n\nThere are more. Narrow it down with --search.'
        return table(['Name', 'Id', 'Note'], rows, cli.out.width) + rest
      })
    })

  addImages(connections, cli)
}

function isHealthy({ status }: Connection): boolean {
  return status === 'active' || status === 'limited'
}

function withCredentials(command: Command): Command {
  return command
    .option('--site <id>', 'the Site ID, or the address of the dashboard of the site')
    .option('--key-file <file>', 'a file with the API key, or - for stdin; asked for if not given')
    .option('--account <id>', 'the Account ID, to list the sites the key can open')
    .option('--app <id>', 'the App ID, for a Wix app instead of an API key')
    .option('--instance <id>', 'the Instance ID of the app on the site')
    .option('--secret-file <file>', 'a file with the App Secret, or - for stdin; asked for if not given')
}

function unverified(command: Command): Command {
  return command.option('--save-unverified', 'store them even if Wix cannot be reached')
}

function toStore({ saveUnverified }: StoreOptions) {
  return saveUnverified ? { saveUnverified } : {}
}

/** Ids that are no secrets need not be given again. */
function withStoredIds(connection: Connection, options: CredentialOptions): CredentialOptions {
  const { method, siteId, accountId, appId, instanceId } = connection
  const isApp = (method === 'app' && options.keyFile === undefined) || options.app !== undefined
  return isApp
    ? { ...(appId && { app: appId }), ...(instanceId && { instance: instanceId }), ...options }
    : { site: siteId, ...(accountId && { account: accountId }), ...options }
}

function describeSiteDay({ perDay, sent, coming, date, timeZone }: SiteDay): string {
  const limit = perDay === null ? 'No limit.' : `At most ${count(perDay)} pages a day.`
  return `${limit} Today (${date}, ${timeZone}): ${count(sent)} sent, ${count(coming)} to come by schedules.`
}

function readRate(text: string): number {
  const rate = Number(text)
  if (Number.isInteger(rate) && rate >= leastRatePerMinute && rate <= usualRatePerMinute) return rate
  throw new InvalidArgumentError(`Give a number from ${leastRatePerMinute} to ${usualRatePerMinute}.`)
}

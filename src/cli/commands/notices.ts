import { type Command, Option } from 'commander'
import { type AgeOrder, ageOrders } from '../../api/age-order.ts'
import type { Notice } from '../../api/notice.ts'
import type { NoticeKind } from '../../api/notice-kind.ts'
import { noticeKinds, switchableKinds } from '../../api/notice-kinds.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { table } from '../table.ts'
import { many, time } from '../text.ts'

interface FilterOptions {
  unread?: true | undefined
  kind?: NoticeKind | undefined
  search?: string | undefined
}

interface ListOptions extends PagingOptions, FilterOptions {
  sort?: AgeOrder
}

function filterOf({ unread, kind, search }: FilterOptions) {
  return {
    ...(unread && { state: 'unread' as const }),
    ...(kind && { kind }),
    ...(search && { search }),
  }
}

export function addNotices(program: Command, cli: Cli): void {
  const notices = program
    .command('notices')
    .description('what you should know: runs, slots, imports and connections that need you')
  addList(notices, cli)
  addShow(notices, cli)
  addRead(notices, cli)
  addKinds(notices, cli)

  notices
    .command('test')
    .description('raise a test notice, which goes wherever notices go')
    .action(async () => {
      const notice = await cli.client().call(routes.notices.test, { body: {} })
      cli.out.result(notice, () => `Raised the test notice ${notice.id}.`)
    })
}

function addList(notices: Command, cli: Cli): void {
  addPaging(notices.command('list').description('the inbox, newest first unless told'))
    .option('--unread', 'only those that nobody has read')
    .addOption(new Option('--kind <kind>', 'only these').choices(Object.keys(noticeKinds)))
    .option('--search <text>', 'only those with this text')
    .addOption(new Option('--sort <order>', 'in this order').choices(ageOrders))
    .action(async ({ sort, ...options }: ListOptions) => {
      const { unread, kind, search, ...paging } = options
      const filter = { ...filterOf({ unread, kind, search }), ...(sort && { sort }) }
      const page = await readPages(paging, (query) =>
        cli.client().call(routes.notices.list, { query: { ...query, ...filter } }),
      )
      cli.out.result(page, () =>
        page.items.length === 0
          ? 'Nothing here.'
          : table(['', 'Time', 'What', 'Id'], page.items.map(lineOf), cli.out.width) + moreLine(page),
      )
    })
}

function lineOf({ readAt, raisedAt, text, message, id }: Notice): string[] {
  return [readAt === null ? '*' : '', time(raisedAt), message === null ? text : `${text} ${message}`, id]
}

interface ReadOptions extends FilterOptions {
  all?: true
}

function addShow(notices: Command, cli: Cli): void {
  notices
    .command('show')
    .description('one notice in full')
    .argument('<id>', 'id of the list')
    .action(async (id: string) => {
      const notice = await cli.client().call(routes.notices.get, { params: { id } })
      cli.out.result(notice, () =>
        [`${time(notice.raisedAt)}  ${notice.text}`, notice.message, notice.path].filter(Boolean).join('\n'),
      )
    })
}

function addRead(notices: Command, cli: Cli): void {
  notices
    .command('read')
    .description('mark notices as read')
    .argument('[ids...]', 'ids of the list')
    .option('--all', 'all of them, or all that match')
    .addOption(new Option('--kind <kind>', 'with --all: only these').choices(Object.keys(noticeKinds)))
    .option('--search <text>', 'with --all: only those with this text')
    .option('--unread', 'mark as unread instead')
    .action(async (ids: string[], { all, unread, ...filter }: ReadOptions) => {
      if (ids.length === 0 && !all) throw usageError('Name the notices, or add --all.')
      if (ids.length > 0 && all) throw usageError('Name the notices or add --all, not both.')
      if (!all && (filter.kind || filter.search)) throw usageError('--kind and --search go with --all.')
      const body = { ...(all ? { filter: filterOf(filter) } : { ids }), isRead: !unread }
      const answer = await cli.client().call(routes.notices.read, { body })
      cli.out.result(answer, () => `Done. ${many(answer.unread, 'notice')} unread.`)
    })
}

interface KindOptions {
  off?: NoticeKind[]
  on?: NoticeKind[]
}

function addKinds(notices: Command, cli: Cli): void {
  notices
    .command('kinds')
    .description('the kinds of notices, and which come into the inbox')
    .addOption(new Option('--off <kinds...>', 'keep these out of the inbox').choices(switchableKinds))
    .addOption(new Option('--on <kinds...>', 'let these in again').choices(switchableKinds))
    .action(async ({ off = [], on = [] }: KindOptions) => {
      const client = cli.client()
      const now = await client.call(routes.notices.settings)
      const next = [...new Set([...now.off, ...off])].filter((kind) => !on.includes(kind))
      const isChanged = off.length + on.length > 0
      const settings = isChanged ? await client.call(routes.notices.update, { body: { off: next } }) : now
      cli.out.result(settings, () =>
        table(
          ['Kind', 'What', 'Inbox'],
          switchableKinds.map((kind) => [
            kind,
            noticeKinds[kind].label,
            settings.off.includes(kind) ? 'off' : 'on',
          ]),
          cli.out.width,
        ),
      )
    })
}

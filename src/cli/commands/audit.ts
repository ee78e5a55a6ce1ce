import { type Command, Option } from 'commander'
import { type AuditAbout, auditSubjectNames } from '../../api/audit-subjects.ts'
import { auditText } from '../../api/audit-words.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pairs, table } from '../table.ts'
import { time } from '../text.ts'

interface AuditOptions extends PagingOptions {
  about?: AuditAbout
  search?: string
  from?: string
  to?: string
  entry?: string
}

export function addAudit(program: Command, cli: Cli): void {
  addPaging(program.command('audit').description('who did what, newest first'))
    .addOption(new Option('--about <what>', 'only this').choices(auditSubjectNames))
    .option('--search <text>', 'in the name of who did it, what it was done to, or the address')
    .option('--from <day>', 'from this day on, such as 2026-11-01, or from a moment')
    .option('--to <day>', 'up to and with this day, or up to a moment')
    .option('--entry <id>', 'one entry in full')
    .action(async (options: AuditOptions) => {
      if (options.entry !== undefined) return showEntry(cli, options.entry)
      const filter = {
        ...(options.about && { about: options.about }),
        ...(options.search && { search: options.search }),
        ...(options.from && { from: instant(options.from, '--from', 0) }),
        ...(options.to && { to: instant(options.to, '--to', 1) }),
      }
      const page = await readPages(options, (query) =>
        cli.client().call(routes.status.audit, { query: { ...filter, ...query } }),
      )
      cli.out.result(page, () => {
        const rows = page.items.map((event) => [
          time(event.at),
          event.actor,
          auditText(event),
          event.subject,
          event.address,
          event.id,
        ])
        return table(['Time', 'Who', 'What', 'Subject', 'From', 'Id'], rows, cli.out.width) + moreLine(page)
      })
    })
}

async function showEntry(cli: Cli, id: string): Promise<void> {
  const event = await cli.client().call(routes.status.auditEvent, { params: { id } })
  const noted = Object.entries(event.detail).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  cli.out.result(event, () =>
    pairs([
      ['Time', time(event.at)],
      ['Who', event.actor],
      ['What', auditText(event)],
      ['Action', event.action],
      ['Subject', event.subject],
      ['From', event.address],
      ...noted,
    ]),
  )
}

/** A day begins here at midnight of this machine. @param later days after the one that is named */
function instant(text: string, flag: string, later: number): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const date = day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]) + later) : new Date(text)
  if (Number.isNaN(date.getTime()))
    throw usageError(`${flag} takes a day such as 2026-11-01, or a moment such as 2026-11-01T09:00:00Z.`)
  return date.toISOString()
}

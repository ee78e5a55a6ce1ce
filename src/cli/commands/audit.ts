import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { table } from '../table.ts'
import { time } from '../text.ts'

export function addAudit(program: Command, cli: Cli): void {
  addPaging(program.command('audit').description('who did what, newest first')).action(
    async (options: PagingOptions) => {
      const page = await readPages(options, (query) => cli.client().call(routes.status.audit, { query }))
      cli.out.result(page, () => {
        const rows = page.items.map((event) => [
          time(event.at),
          event.actor,
          event.action,
          event.subject,
          Object.entries(event.detail)
            .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
            .join(', '),
        ])
        return table(['Time', 'Who', 'What', 'Subject', 'Detail'], rows, cli.out.width) + moreLine(page)
      })
    },
  )
}

import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { pairs } from '../table.ts'
import { time } from '../text.ts'

export function addStatus(program: Command, cli: Cli): void {
  program
    .command('status')
    .description('what the server says about itself')
    .action(async () => {
      const client = cli.client()
      const status = await client.call(routes.status.get)
      const { database, encryptionKey } = status
      cli.out.result(status, () =>
        pairs([
          ['Server', client.url],
          ['Version', status.version],
          ['Database', database.kind === 'pglite' ? 'embedded (PGlite)' : 'PostgreSQL'],
          ['Durable', `${database.durable ? 'yes' : 'no'}${database.reason ? `, ${database.reason}` : ''}`],
          ['Encryption key', encryptionKey.path ?? 'from the environment'],
          ['Services', status.services.join(', ')],
          ['Started', time(status.startedAt)],
          ['Plan pages', keptWords(status.kept.plans)],
          ['Run pages', keptWords(status.kept.runs)],
        ]),
      )
    })
}

/** "kept for 30 days, of the newest 10 for good" */
function keptWords({ newest, days }: { newest: number; days: number }): string {
  return `kept for ${days} days; always for a project's newest ${newest}`
}

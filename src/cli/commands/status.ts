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
        ]),
      )
    })
}

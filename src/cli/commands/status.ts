import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { pairs, table } from '../table.ts'
import { many, size, time } from '../text.ts'

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
  addStorage(program, cli)
  addDiagnostics(program, cli)
  addLicences(program, cli)
}

function addStorage(program: Command, cli: Cli): void {
  program
    .command('storage')
    .description('what is stored, how large it is and how long it stays')
    .action(async () => {
      const storage = await cli.client().call(routes.status.storage)
      cli.out.result(storage, () => {
        const rows = storage.groups.map(({ title, bytes, kept }) => [title, size(bytes), kept])
        const totals = pairs([
          ['Database', size(storage.databaseBytes)],
          ['Uploads', size(storage.uploadBytes)],
          ['Free on the disk', storage.freeBytes === null ? null : size(storage.freeBytes)],
        ])
        return `${totals}\n\n${table(['What', 'Size', 'Kept'], rows, cli.out.width)}`
      })
    })
}

function addDiagnostics(program: Command, cli: Cli): void {
  program
    .command('diagnostics')
    .description(
      'a report that helps to find a fault, as JSON: states, numbers and times, no secrets, names or content',
    )
    .option('--output <file>', 'write it to a file')
    .action(async ({ output }: { output?: string }) => {
      const report = await cli.client().call(routes.status.diagnostics)
      const text = `${JSON.stringify(report, null, 2)}\n`
      if (output === undefined) return cli.out.result(report, () => text.trimEnd())
      writeFileSync(output, text)
      cli.out.result({ file: output }, () => `The report is in ${output}. Read it before you send it.`)
    })
}

function addLicences(program: Command, cli: Cli): void {
  program
    .command('licences')
    .description('the packages SEOmatic is made of, with their licences')
    .action(async () => {
      const licences = await cli.client().call(routes.status.licences)
      cli.out.result(licences, () => {
        const rows = licences.items.map(({ name, version, licence }) => [name, version, licence])
        return `${table(['Package', 'Version', 'Licence'], rows, cli.out.width)}\n\n${many(rows.length, 'package')}`
      })
    })
}

/** "kept for 30 days, of the newest 10 for good" */
function keptWords({ newest, days }: { newest: number; days: number }): string {
  return `kept for ${days} days; always for a project's newest ${newest}`
}

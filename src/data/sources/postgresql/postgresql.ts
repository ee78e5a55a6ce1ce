// The result of one query to a PostgreSQL database.
import { type PostgresqlConfig, postgresqlConfigSchema } from '../../../api/sources/postgresql.ts'
import { toRowsFile } from '../../formats/rows/write.ts'
import type { Source } from '../source.ts'
import { openClient } from './client.ts'
import { refusalOf } from './refusals.ts'
import { readResult } from './result.ts'

export const postgresql: Source<PostgresqlConfig> = {
  id: 'postgresql',
  words: { name: 'PostgreSQL', hint: 'The result of a query to a database.' },
  config: postgresqlConfigSchema,
  secrets: [{ name: 'password', label: 'Password', help: '', isRequired: false, follows: 'user' }],
  title: ({ host, port, database, user }) => `${user}@${host}${port === 5432 ? '' : `:${port}`}/${database}`,
  secretsAreFor: ({ host, port, user, tls }) => JSON.stringify([host, port, user, tls]),
  async fetch(config, { password = '' }, context) {
    const client = await openClient(config, password, context)
    try {
      await context.save(toRowsFile(readResult(client, config, context.signal)))
    } catch (error) {
      throw refusalOf(error, config)
    } finally {
      client.close()
    }
    return { state: 'fetched', fileName: config.database, version: null }
  },
}

// The result of one query to a MySQL or MariaDB database.
import { type MysqlConfig, mysqlConfigSchema } from '../../../api/sources/mysql.ts'
import { toRowsFile } from '../../formats/rows/write.ts'
import type { Source } from '../source.ts'
import { refusalOf } from './refusals.ts'
import { oneStatement } from './statement.ts'

export const mysql: Source<MysqlConfig> = {
  id: 'mysql',
  words: { name: 'MySQL', hint: 'The result of a query to a database of MySQL or MariaDB.' },
  config: mysqlConfigSchema,
  secrets: [{ name: 'password', label: 'Password', help: '', isRequired: false, follows: 'user' }],
  title: ({ host, port, database, user }) => `${user}@${host}${port === 3306 ? '' : `:${port}`}/${database}`,
  secretsAreFor: ({ host, port, user, tls }) => JSON.stringify([host, port, user, tls]),
  async fetch(config, { password = '' }, context) {
    const statement = oneStatement(config.query)
    // The driver is large, and few ever need it.
    const [{ openConnection }, { readResult }] = await Promise.all([
      import('./connection.ts'),
      import('./result.ts'),
    ])
    const connection = await openConnection(config, password, context)
    try {
      await context.save(toRowsFile(readResult(connection, statement, config.timeoutSecs)))
    } catch (error) {
      throw refusalOf(error, config)
    } finally {
      connection.close()
    }
    return { state: 'fetched', fileName: config.database, version: null }
  },
}

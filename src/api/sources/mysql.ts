// What is said of a query to MySQL or MariaDB.
import { z } from 'zod'
import { databaseFields } from './database.ts'

export const mysqlConfigSchema = z.object(databaseFields(3306))
export type MysqlConfig = z.infer<typeof mysqlConfigSchema>

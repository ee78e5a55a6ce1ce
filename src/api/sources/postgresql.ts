// What is said of a query to PostgreSQL.
import { z } from 'zod'
import { databaseFields } from './database.ts'

export const postgresqlConfigSchema = z.object(databaseFields(5432))
export type PostgresqlConfig = z.infer<typeof postgresqlConfigSchema>

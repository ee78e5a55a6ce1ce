// What is said of a query to a database, whichever it is.
import { z } from 'zod'

/** How the connection is kept from others. `encrypt`: whoever answers is believed to be the server. */
const tlsModes = ['verify', 'encrypt', 'off'] as const

export function databaseFields(usualPort: number) {
  return {
    host: z
      .string()
      .trim()
      .min(1, 'Name the host of the database.')
      .max(253)
      .regex(/^[A-Za-z0-9._:-]+$/, 'Only the name or address of the host, such as db.example.com.')
      .meta({
        title: 'Host',
        description: 'Its name or address. One in a private network has to stand in FETCH_ALLOWED_HOSTS.',
      }),
    port: z.coerce.number().int().min(1).max(65_535).default(usualPort).meta({ title: 'Port' }),
    database: z.string().trim().min(1, 'Name the database.').max(200).meta({ title: 'Database' }),
    user: z
      .string()
      .trim()
      .min(1, 'Name the user.')
      .max(200)
      .meta({ title: 'User', description: 'Best one that may only read.' }),
    query: z
      .string()
      .trim()
      .min(1, 'Write the query.')
      .max(50_000)
      .refine(isSelect, 'This has to be one query that reads: it begins with SELECT or WITH.')
      .meta({ title: 'Query', description: 'One SELECT. Every column of its result is one of the table.' }),
    tls: z.enum(tlsModes).default('verify').meta({
      title: 'Encryption',
      description:
        'verify: encrypted, and the certificate must be right. encrypt: encrypted, whoever answers. off: anybody on the way can read.',
    }),
    certificate: z
      .string()
      .trim()
      .max(100_000)
      .refine(
        (text) => text === '' || text.includes('BEGIN CERTIFICATE'),
        'A certificate begins with -----BEGIN CERTIFICATE-----.',
      )
      .default('')
      .meta({
        title: 'Certificate of the authority',
        description: 'PEM, where the server has one of its own that no public authority signed.',
      }),
    timeoutSecs: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_800)
      .default(60)
      .meta({ title: 'Time limit', description: 'Seconds that the database may work on it.' }),
  }
}

/** Whether it reads, by how it begins; that it does nothing else is for the database to see to. */
function isSelect(query: string): boolean {
  const text = query.replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '')
  return /^(?:select|with|values|table|\()/i.test(text)
}

// The only reader of the environment. Everything else receives values as arguments.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'

const services = ['server', 'worker'] as const

export const settings = {
  PORT: { fallback: '3000', about: 'The port of the dashboard and the API.' },
  HOST: { fallback: '127.0.0.1', about: 'The address to listen on. 0.0.0.0 opens it to your network.' },
  PUBLIC_URL: {
    fallback: '',
    about: 'The address people open, when a proxy stands in front (https://seo.example.com).',
  },
  DATA_DIR: {
    fallback: './data',
    about: 'Where the embedded database, uploads and the encryption key live.',
  },
  DATABASE_URL: { fallback: '', about: 'A PostgreSQL address. Empty: the embedded database in DATA_DIR.' },
  DATABASE_CONNECTIONS: {
    fallback: '10',
    about:
      'How many connections to PostgreSQL a process opens at most, beside one on which it hears of news: 2 to 100. A hosted server may allow few.',
  },
  SERVICES: { fallback: 'server,worker', about: 'What this process does: server, worker, or both.' },
  WIX_API_URL: {
    fallback: 'https://www.wixapis.com',
    about: 'Where every Wix call goes. Plain http only to this machine.',
  },
  GOOGLE_SHEETS_URL: {
    fallback: '',
    about:
      "Where sheets are read from. Empty: Google's own hosts, docs.google.com for shared links and sheets.googleapis.com for service accounts.",
  },
  GOOGLE_TOKEN_URL: {
    fallback: 'https://oauth2.googleapis.com/token',
    about: 'Where a service account of Google gets its tokens.',
  },
  AIRTABLE_API_URL: {
    fallback: 'https://api.airtable.com',
    about: 'Where tables of Airtable are read from.',
  },
  NOTION_API_URL: { fallback: 'https://api.notion.com', about: 'Where databases of Notion are read from.' },
  FETCH_ALLOWED_HOSTS: {
    fallback: '',
    about:
      'Hosts (name or name:port, separated by commas) that tables and images may be fetched from, webhooks sent to, mail sent through and models asked although they are on a private network or an unusual port.',
  },
  APP_ENCRYPTION_KEY: { fallback: '', about: '32 bytes in base64 that seal the stored credentials.' },
  APP_ENCRYPTION_KEY_FILE: { fallback: '', about: 'A file that holds the key instead.' },
  APP_ENCRYPTION_KEY_PREVIOUS: {
    fallback: '',
    about: 'The previous key, until "seomatic keys rotate" has run.',
  },
  LOG_LEVEL: { fallback: 'info', about: 'fatal, error, warn, info, debug or silent.' },
  SAMPLE_PROJECT: {
    fallback: 'on',
    about: 'Whether a new owner finds a sample project on the practice site: on or off.',
  },
  DOUBT_SECONDS: {
    fallback: '120',
    about:
      'How long a write to Wix whose answer was lost may still be on its way. Lower is faster, and riskier.',
  },
  CRASH_AT: {
    fallback: '',
    about: 'For crash tests only: name of the point at which the process kills itself.',
  },
  CLOCK_OFFSET_FILE: {
    fallback: '',
    about:
      'For tests only: a file that holds milliseconds to add to the clock of schedules and shown times, read again at each look. The practice site goes by it too.',
  },
} as const

type SettingName = keyof typeof settings

/** Base addresses of services that tables are read from. */
const addressNames = ['GOOGLE_SHEETS_URL', 'GOOGLE_TOKEN_URL', 'AIRTABLE_API_URL', 'NOTION_API_URL'] as const

const baseUrl = z.string().refine(isSafeBaseUrl, 'is an https address, or http to this machine')

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535),
  HOST: z.string().min(1),
  PUBLIC_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  DATA_DIR: z.string().min(1),
  DATABASE_URL: z.union([z.literal(''), z.string().regex(/^postgres(ql)?:\/\//, 'starts with postgres://')]),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100),
  SERVICES: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(services)).min(1)),
  WIX_API_URL: baseUrl,
  GOOGLE_SHEETS_URL: z.union([z.literal(''), baseUrl]),
  GOOGLE_TOKEN_URL: baseUrl,
  AIRTABLE_API_URL: baseUrl,
  NOTION_API_URL: baseUrl,
  FETCH_ALLOWED_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== '').map((part) => toHost(part) ?? ''))
    .refine((hosts) => !hosts.includes(''), 'names hosts, such as files.example.lan or 10.0.0.7:8080'),
  APP_ENCRYPTION_KEY: z.string(),
  APP_ENCRYPTION_KEY_FILE: z.string(),
  APP_ENCRYPTION_KEY_PREVIOUS: z.string(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
  SAMPLE_PROJECT: z.enum(['on', 'off']),
  DOUBT_SECONDS: z.coerce.number().min(1).max(3600),
  CRASH_AT: z.string(),
  CLOCK_OFFSET_FILE: z.string(),
})

export interface Config {
  port: number
  host: string
  publicUrl: string
  dataDir: string
  databaseUrl: string
  databaseConnections: number
  services: (typeof services)[number][]
  wixApiUrl: string
  /** Of services that tables are read from, by the name of their setting; empty: the service's own. */
  addresses: Record<(typeof addressNames)[number], string>
  /** As `URL.host` has them. */
  fetchAllowedHosts: string[]
  encryptionKey: string
  /** The file it was read from, or empty. */
  encryptionKeyFile: string
  previousEncryptionKey: string
  logLevel: string
  /** Whether a new owner finds a sample project. */
  hasSample: boolean
  doubtSeconds: number
  crashAt: string
  /** Empty: the program's clock is the machine's. */
  clockOffsetFile: string
  /** Names of settings that are not as they come. */
  changedSettings: string[]
}

/** Reads and checks every setting; all failures are listed together. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const input: Partial<Record<SettingName, string>> = {}
  const names = Object.keys(settings) as SettingName[]
  for (const name of names) input[name] = env[name] || settings[name].fallback
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as SettingName
      return `  ${name}: ${issue.message}. ${settings[name]?.about ?? ''} Example: ${settings[name]?.fallback || '(empty)'}`
    })
    throw new AppError('configuration_invalid', `These settings cannot be used:\n${lines.join('\n')}`)
  }
  const value = parsed.data
  return {
    port: value.PORT,
    host: value.HOST,
    publicUrl: value.PUBLIC_URL.replace(/\/$/, ''),
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    databaseConnections: value.DATABASE_CONNECTIONS,
    services: value.SERVICES,
    wixApiUrl: value.WIX_API_URL.replace(/\/$/, ''),
    addresses: readAddresses(value),
    fetchAllowedHosts: value.FETCH_ALLOWED_HOSTS,
    encryptionKey: value.APP_ENCRYPTION_KEY || readKeyFile(value.APP_ENCRYPTION_KEY_FILE),
    encryptionKeyFile: value.APP_ENCRYPTION_KEY ? '' : value.APP_ENCRYPTION_KEY_FILE,
    previousEncryptionKey: value.APP_ENCRYPTION_KEY_PREVIOUS,
    logLevel: value.LOG_LEVEL,
    hasSample: value.SAMPLE_PROJECT === 'on',
    doubtSeconds: value.DOUBT_SECONDS,
    crashAt: value.CRASH_AT,
    clockOffsetFile: value.CLOCK_OFFSET_FILE === '' ? '' : resolve(value.CLOCK_OFFSET_FILE),
    changedSettings: names.filter((name) => input[name] !== settings[name].fallback),
  }
}

export type ClientConfig = ReturnType<typeof readClientConfig>

/** What the command line needs to find a running server. */
export function readClientConfig(env: Record<string, string | undefined> = process.env) {
  return {
    url: env['SEOMATIC_URL'] ?? '',
    token: env['SEOMATIC_TOKEN'] ?? '',
    password: env['SEOMATIC_PASSWORD'] ?? '',
    wixApiKey: env['SEOMATIC_WIX_API_KEY'] ?? '',
    wixAppSecret: env['SEOMATIC_WIX_APP_SECRET'] ?? '',
    configHome: env['XDG_CONFIG_HOME'] ?? '',
    home: env['HOME'] ?? env['USERPROFILE'] ?? '',
  }
}

function isSafeBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

/** Undefined for whatever is more, or less, than a host. */
function toHost(text: string): string | undefined {
  const url = URL.parse(`http://${text}`)
  return url && url.href === `http://${url.host}/` && url.host !== '' ? url.host : undefined
}

function readAddresses(value: Record<(typeof addressNames)[number], string>): Config['addresses'] {
  const entries = addressNames.map((name) => [name, value[name].replace(/\/$/, '')])
  return Object.fromEntries(entries) as Config['addresses']
}

function readKeyFile(path: string): string {
  if (path === '') return ''
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    throw new AppError(
      'configuration_invalid',
      `APP_ENCRYPTION_KEY_FILE names ${path}, which cannot be read. Check that the file exists and that this user may read it.`,
      { cause },
    )
  }
}

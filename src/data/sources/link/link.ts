// A file of any format at a web address, perhaps behind a header or a login.
import { type LinkConfig, linkConfigSchema } from '../../../api/sources/link.ts'
import { FetchFailure, type StreamAnswer } from '../../../fetcher/streaming-fetch.ts'
import { SourceError } from '../../source-error.ts'
import { pageIn, peek } from '../answer.ts'
import type { Fetched, Secrets, Source, SourceContext } from '../source.ts'
import { fileNameOf, joinAddress, splitAddress, titleOf } from './address.ts'

export const link: Source<LinkConfig> = {
  id: 'link',
  words: {
    name: 'A link',
    hint: 'A file at a web address: an export, a feed, a share link that leads to the file itself.',
  },
  config: linkConfigSchema,
  secrets: [
    { name: 'password', label: 'Password', help: '', isRequired: false, follows: 'userName' },
    {
      name: 'headerValue',
      label: 'Value of the header',
      help: 'Such as "Bearer ..." or a key.',
      isRequired: false,
      follows: 'headerName',
    },
    {
      name: 'query',
      label: 'Secret part of the address',
      help: 'Such as token=...; keys and tokens that stand in the address are kept here by themselves.',
      isRequired: false,
    },
  ],
  title: ({ url }) => titleOf(url),
  secretsAreFor: ({ url, userName, headerName }) =>
    JSON.stringify([new URL(url).origin, userName, headerName]),
  setApart(config, secrets) {
    const { url, query } = splitAddress(config.url)
    return { config: { ...config, url }, secrets: query === '' ? secrets : { ...secrets, query } }
  },
  fetch: fetchLink,
}

async function fetchLink(config: LinkConfig, secrets: Secrets, context: SourceContext): Promise<Fetched> {
  const answer = await ask(config, secrets, context)
  const version = versionOf(answer)
  // A server that knows no conditions may still say that it is the same.
  const isSame = version !== null && version === context.known && JSON.parse(version)[0] !== null
  if ((answer.status === 304 && context.known !== null) || (answer.status === 200 && isSame)) {
    answer.cancel()
    return { state: 'same' }
  }
  if (answer.status !== 200) {
    answer.cancel()
    throw refusalOf(answer, config)
  }
  const { head, content } = await peek(answer.body)
  const page = pageIn(head, String(answer.headers['content-type'] ?? ''), answer.url)
  if (page !== null) {
    answer.cancel()
    throw page === 'login' ? loginPage(config) : webPage(config)
  }
  await context.save(content)
  return { state: 'fetched', fileName: nameOf(answer, config), version }
}

/** Once more after a moment, where that may help. */
async function ask(config: LinkConfig, secrets: Secrets, context: SourceContext): Promise<StreamAnswer> {
  const url = joinAddress(config.url, secrets['query'] ?? '')
  const headers = { ...loginOf(config, secrets), ...conditions(context.known) }
  const send = () => context.fetch(url, { headers, signal: context.signal })
  try {
    const first = await send()
    const waitMs = retryAfter(first, context)
    if (waitMs === null) return first
    first.cancel()
    await context.sleep(waitMs)
  } catch (error) {
    if (!(error instanceof FetchFailure) || !passing.has(error.reason)) throw error
    await context.sleep(usualWaitMs)
  }
  return send()
}

const passing: ReadonlySet<string> = new Set(['dns', 'timeout', 'network'])
const usualWaitMs = 2_000
const longestWaitMs = 60_000

/** Null: asking again would not help, or not soon. */
function retryAfter({ status, headers }: StreamAnswer, { now }: SourceContext): number | null {
  if (status !== 429 && status < 500) return null
  const told = headers['retry-after']
  if (told === undefined) return usualWaitMs
  const ms = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - now().getTime()
  if (Number.isNaN(ms)) return usualWaitMs
  return ms <= longestWaitMs ? Math.max(0, ms) : null
}

function loginOf({ userName, headerName }: LinkConfig, secrets: Secrets): Record<string, string> {
  const { password = '', headerValue } = secrets
  return {
    ...(userName !== '' && {
      authorization: `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}`,
    }),
    ...(headerName !== '' &&
      headerValue !== undefined && { [headerName.toLowerCase()]: sendable(headerValue) }),
  }
}

function sendable(value: string): string {
  const trimmed = value.trim()
  if (/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(trimmed)) return trimmed
  throw new SourceError(
    'login_refused',
    'The value of the header has characters that no header can have, such as the end of a line. Enter it again.',
  )
}

function versionOf({ headers }: StreamAnswer): string | null {
  const { etag = null, 'last-modified': date = null } = headers
  return etag === null && date === null ? null : JSON.stringify([etag, date])
}

function conditions(known: string | null): Record<string, string> {
  if (known === null) return {}
  const [etag, date] = JSON.parse(known) as [string | null, string | null]
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(date !== null && { 'if-modified-since': date }),
  }
}

function nameOf({ headers, url }: StreamAnswer, config: LinkConfig): string {
  const told = String(headers['content-disposition'] ?? '')
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(told)?.[1]
  const plain = /filename\s*=\s*"?([^";]+)"?/i.exec(told)?.[1]
  const named = extended === undefined ? plain : decoded(extended)
  return named?.trim() || fileNameOf(config.url) || fileNameOf(url) || new URL(config.url).hostname
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function refusalOf({ status }: StreamAnswer, config: LinkConfig): SourceError {
  const where = titleOf(config.url)
  if (status === 401 || status === 403) {
    return new SourceError(
      'login_refused',
      `${where} does not let us in (${status}). Check the login or the header of this source, and whether it may read the file.`,
    )
  }
  if (status === 404 || status === 410) {
    return new SourceError(
      'file_gone',
      `There is no file at ${where} any more (${status}). Copy the address of the file again.`,
    )
  }
  if (status === 429 || status >= 500) {
    return new SourceError(
      'source_trouble',
      `${where} answered with an error of its own (${status}), twice. It is tried again with the next refresh.`,
    )
  }
  return new SourceError(
    'source_answer',
    `${where} answered with ${status} where a file was expected. Open the address in a private window of the browser: it has to download the file.`,
  )
}

function loginPage(config: LinkConfig): SourceError {
  return new SourceError(
    'login_page',
    `${titleOf(config.url)} answers with a page to sign in instead of the file. Share the file with everybody who has the link, or give this source a login.`,
  )
}

function webPage(config: LinkConfig): SourceError {
  return new SourceError(
    'web_page',
    `${titleOf(config.url)} answers with a web page (HTML) instead of a file. Use the address that downloads the file itself.`,
  )
}

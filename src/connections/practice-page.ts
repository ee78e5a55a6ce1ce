// A page of the practice site as its visitors would see it. The site is on no network, so we show it.
import { fillAddress } from '../api/address.ts'
import { routes } from '../api/routes.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { PracticeSite } from './practice.ts'
import { findConnection } from './store.ts'

export interface PracticePageDeps {
  database: Database
  practice: Pick<PracticeSite, 'url'>
}

/** HTML without scripts. Throws `not_found` where there is no such page, and for real sites. */
export async function readPracticePage(
  { database, practice }: PracticePageDeps,
  workspaceId: string,
  id: string,
  url: string,
): Promise<string> {
  const connection = await findConnection(database, id, workspaceId)
  if (connection?.kind !== 'practice' || connection.siteId === null) throw notThere(url)
  const query = new URLSearchParams({ site: connection.siteId, url })
  // Redirects of the site are followed, as a browser does.
  const answer = await fetch(`${await practice.url()}/__simulator/visit?${query}`)
  if (!answer.ok) throw notThere(url)
  return withOwnLinks(await answer.text(), id, connection.siteUrl)
}

/** Links to other pages of the site lead to what it has there: its own address is on no network. */
export function withOwnLinks(html: string, id: string, siteUrl: string | null): string {
  if (siteUrl === null) return html
  return html.replace(/ href="([^"]*)"/g, (given: string, address: string) => {
    const url = address.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    if (url !== siteUrl && !url.startsWith(`${siteUrl}/`)) return given
    return ` href="${fillAddress(routes.connections.page.path, { params: { id }, query: { url } })}"`
  })
}

function notThere(url: string): AppError {
  return new AppError(
    'not_found',
    `The practice site shows no page at ${url}. It may be a draft, have been removed since, or be an item whose collection has no dynamic page.`,
  )
}

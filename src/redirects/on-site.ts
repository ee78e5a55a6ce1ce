// The redirects of a site, read, and what of a change is still to be done by what was read. Pure but for the reading.
import type { TargetContext } from '../targets/target.ts'
import { isWixError, type NewRedirect, redirectLimits } from '../wix/index.ts'
import { keyOf, pathOf } from './paths.ts'
import type { RedirectChange, SiteRedirect } from './redirect.ts'

/** So many are made, and so many deleted, in one request. */
export const perCall = Math.min(redirectLimits.bulkCreate, redirectLimits.bulkRemove)

/** All of them, in one request; null where the credentials may not. Throws what else Wix answers. */
export async function readRedirects({ client, signal }: TargetContext): Promise<SiteRedirect[] | null> {
  const list = await client.redirects.list({ signal }).catch((error: unknown) => {
    if (isWixError(error) && error.kind === 'forbidden') return null
    throw error
  })
  if (list === null) return null
  return list.map(({ id, from = '/', to = '/', options, language }) => ({
    id,
    from,
    to,
    isGroup: options?.groupRedirect ?? false,
    language: language ?? null,
  }))
}

export function toWire({ id, from, to, isGroup, language }: SiteRedirect): NewRedirect {
  return { id, from, to, options: { groupRedirect: isGroup }, ...(language !== null && { language }) }
}

/** What of a change is left: which redirect is to be deleted, which is to be made, and what stands in its way. */
export interface Rest {
  old: SiteRedirect | null
  makes: SiteRedirect | null
  /** It starts where the new one does, or would be deleted for good because it starts where that leads. */
  inTheWay: SiteRedirect | null
}

/** @param gone ids whose deletion Wix has confirmed, which may stay listed for a while, and those of a language for good */
export function restOf(
  { was, makes }: Pick<RedirectChange, 'was' | 'makes'>,
  list: readonly SiteRedirect[],
  gone: ReadonlySet<string>,
  siteUrl: string | null,
): Rest {
  const there = list.filter((one) => !gone.has(one.id))
  const old = was ? (there.find((one) => one.id === was.id || isSame(one, was, siteUrl)) ?? null) : null
  if (!makes || there.some((one) => one !== old && isSame(one, makes, siteUrl)))
    return { old, makes: null, inTheWay: null }
  const end = pathOf(makes.to, siteUrl)
  const inTheWay = there.find(
    (one) =>
      one !== old &&
      !one.isGroup &&
      (isClash(one, makes) || (end !== null && one.language === null && keyOf(one.from) === keyOf(end))),
  )
  return { old, makes, inTheWay: inTheWay ?? null }
}

/** Wix takes two that start at one address only where they are for different languages, or one is for a section. */
function isClash(one: SiteRedirect, other: SiteRedirect): boolean {
  const sharesLanguage = one.language === null || other.language === null || one.language === other.language
  return one.isGroup === other.isGroup && sharesLanguage && keyOf(one.from) === keyOf(other.from)
}

function isSame(one: SiteRedirect, other: SiteRedirect, siteUrl: string | null): boolean {
  const [a, b] = [pathOf(one.to, siteUrl), pathOf(other.to, siteUrl)]
  const isSameEnd = a === null || b === null ? one.to === other.to : keyOf(a) === keyOf(b)
  return (
    isSameEnd &&
    one.isGroup === other.isGroup &&
    one.language === other.language &&
    keyOf(one.from) === keyOf(other.from)
  )
}

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

/** The redirects of a site, to be looked up: a project that moves has as many as pages. */
export interface ListedRedirects {
  byId(id: string): SiteRedirect | undefined
  /** Those that start at this path, however it is spelt: exact ones, and those of a section. */
  startingAt(path: string): readonly SiteRedirect[]
  groups: readonly SiteRedirect[]
}

export function lookUpIn(all: readonly SiteRedirect[]): ListedRedirects {
  const ids = new Map(all.map((one) => [one.id, one]))
  const starts = Map.groupBy(all, ({ from }) => keyOf(from))
  return {
    byId: (id) => ids.get(id),
    startingAt: (path) => starts.get(keyOf(path)) ?? [],
    groups: all.filter(({ isGroup }) => isGroup),
  }
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
  listed: ListedRedirects,
  gone: ReadonlySet<string>,
  siteUrl: string | null,
): Rest {
  const isThere = (one: SiteRedirect | undefined) => one !== undefined && !gone.has(one.id)
  const old = was ? ([...oldOnes(was, listed, siteUrl)].find(isThere) ?? null) : null
  if (!makes) return { old, makes: null, inTheWay: null }
  const others = (path: string) => listed.startingAt(path).filter((one) => isThere(one) && one !== old)
  const here = others(makes.from)
  if (here.some((one) => isSame(one, makes, siteUrl))) return { old, makes: null, inTheWay: null }
  const end = pathOf(makes.to, siteUrl)
  const inTheWay =
    here.find((one) => !one.isGroup && isClash(one, makes)) ??
    (end === null ? undefined : others(end).find((one) => !one.isGroup && one.language === null))
  return { old, makes, inTheWay: inTheWay ?? null }
}

/** It itself, and what does the same in its place. */
export function* oldOnes(
  was: SiteRedirect,
  listed: ListedRedirects,
  siteUrl: string | null,
): Generator<SiteRedirect> {
  const itself = listed.byId(was.id)
  if (itself) yield itself
  for (const one of listed.startingAt(was.from)) if (one !== itself && isSame(one, was, siteUrl)) yield one
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

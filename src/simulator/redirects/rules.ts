// What Wix does with a new redirect: paths that count as one, taken ones, loops, and what is deleted for it
// (https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/create-redirect).

import { applicationError, invalidArgument } from '../errors.ts'
import type { Call } from '../route.ts'
import type { Store } from '../store.ts'
import type { Obj, PostRecord, Site } from '../types.ts'
import type { RedirectRecord } from './types.ts'

/** Redirects that send visitors, or did when the caller's view was taken. */
export function effective(records: RedirectRecord[], nowMs: number): RedirectRecord[] {
  return records.filter(({ endsAtMs }) => endsAtMs === undefined || nowMs < endsAtMs)
}

/**
 * Creates a redirect, deleting those for good that start at its target. Null where an identical one is there, which
 * changes nothing.
 * @param earlier those of the same request, which are never replaced
 */
export function createRedirect(
  call: Call,
  input: Obj,
  { forceReplace, earlier = [] }: { forceReplace: boolean; earlier?: RedirectRecord[] },
): RedirectRecord | null {
  const wanted = read(call, input)
  const inner = pathOf(call.site, wanted.to)
  const target = inner === null ? null : keyOf(inner)
  if (target === startOf(wanted)) throw loop(wanted)
  const there = effective(call.store.all('redirect', call.site.id), call.steadyNow())
  if (there.some((other) => isIdentical(other, wanted))) return null

  const taken = there.filter((other) => isSameStart(other, wanted))
  const isReplaceable = forceReplace && !taken.some((other) => earlier.includes(other))
  if (taken.length > 0 && !isReplaceable)
    throw applicationError(409, 'FROM_URL_EXISTS', `A redirect from ${wanted.from} already exists`)
  const closing = there.filter((other) => target !== null && startsAt(other, target, wanted.language))
  if (closing.some((other) => earlier.includes(other))) throw loop(wanted)
  const namesake = there.find((other) => other.id === wanted.id)
  if (namesake && !taken.includes(namesake) && !closing.includes(namesake))
    throw applicationError(409, 'ALREADY_EXISTS', `A redirect with the id ${wanted.id} already exists`)

  for (const { id } of [...taken, ...closing]) call.store.remove('redirect', call.site.id, id)
  call.store.put('redirect', call.site.id, wanted.id, wanted)
  return wanted
}

/** Ends a redirect at once, or as late as the site's switch says; false where there is none. */
export function deleteRedirect(call: Call, id: string): boolean {
  const record = call.store.get('redirect', call.site.id, id)
  if (!record || effective([record], call.steadyNow()).length === 0) return false
  const { redirectDeleteMs, languageRedirectStaysListed } = call.site.switches
  const staysListed = record.language !== null && languageRedirectStaysListed
  if (redirectDeleteMs === 0 && !staysListed) call.store.remove('redirect', call.site.id, id)
  else {
    const endsAtMs = call.steadyNow() + redirectDeleteMs
    call.store.put('redirect', call.site.id, id, { ...record, endsAtMs, staysListed })
  }
  return true
}

/** Wix's own, when the slug of a live post changes. */
export function redirectSlug(call: Call, post: PostRecord, slug: string): void {
  const settings = post.draft.seoData['settings'] as { preventAutoRedirect?: boolean } | undefined
  if (settings?.preventAutoRedirect || call.site.switches.slugChangeRedirects === 'none') return
  const path = (name: string) => `/post/${encodeURIComponent(name)}`
  const input = { from: path(post.slug ?? ''), to: path(slug) }
  const redirect = createRedirect(call, input, { forceReplace: true })
  if (redirect) call.store.put('redirect', call.site.id, redirect.id, { ...redirect, postId: post.id })
}

/** Where a visitor of this path of the site is sent; undefined where no redirect starts. */
export function targetOf(store: Store, site: Site, path: string, nowMs: number): string | undefined {
  const [language, inner] = withoutLanguage(site, path)
  const there = effective(store.all('redirect', site.id), nowMs).filter(
    (one) => one.language === null || one.language === language,
  )
  const exact = there.find((one) => !one.groupRedirect && startOf(one) === keyOf(inner))
  if (exact) return exact.to
  const groups = there.filter((one) => one.groupRedirect && isUnder(inner, one.from))
  const group = groups.sort((a, b) => b.from.length - a.from.length)[0]
  return group && `${group.to.replace(/\/+$/, '')}${inner.slice(trimmed(group.from).length)}`
}

export function redirectView({ id, from, to, groupRedirect, language, createdDate }: RedirectRecord): Obj {
  return { id, from, to, options: { groupRedirect }, ...(language !== null && { language }), createdDate }
}

function read(call: Call, input: Obj): RedirectRecord {
  const from = String(input['from'] ?? '')
  const to = String(input['to'] ?? '')
  const language = (input['language'] as string | null | undefined) ?? null
  if (!from.startsWith('/') || !isEncoded(from)) throw invalidArgument('from must be a URL-encoded path')
  if (trimmed(from) === '') throw invalidArgument('from can not be the root of the site')
  if (to === '' || !(to.startsWith('/') || URL.canParse(to)) || !isEncoded(to))
    throw invalidArgument('to must be a URL-encoded path or a URL')
  const path = language === null ? from : withoutLanguage(call.site, from)[1]
  return {
    id: String(input['id'] ?? call.newId()),
    siteId: call.site.id,
    from: trimmed(path),
    to,
    groupRedirect: (input['options'] as Obj | undefined)?.['groupRedirect'] === true,
    language,
    createdDate: call.writeTime(),
    createdBy: call.n,
  }
}

function isIdentical(a: RedirectRecord, b: RedirectRecord): boolean {
  return isSameStart(a, b) && a.language === b.language && keyOf(a.to) === keyOf(b.to)
}

/** An exact and a group redirect of one path are two; those of two languages too. */
function isSameStart(a: RedirectRecord, b: RedirectRecord): boolean {
  return a.groupRedirect === b.groupRedirect && startsAt(a, startOf(b), b.language)
}

function startsAt(one: RedirectRecord, start: string, language: string | null): boolean {
  const isSameLanguage = one.language === null || language === null || one.language === language
  return isSameLanguage && startOf(one) === start
}

// A site may have thousands, and each new one is compared with all of them.
const starts = new WeakMap<RedirectRecord, string>()

function startOf(one: RedirectRecord): string {
  const start = starts.get(one) ?? keyOf(one.from)
  starts.set(one, start)
  return start
}

/** One text for all spellings of a path: encoded or not, with a slash at its end or without. */
function keyOf(path: string): string {
  return decoded(trimmed(path))
}

function isUnder(path: string, from: string): boolean {
  return decoded(path).startsWith(`${keyOf(from)}/`)
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function isEncoded(url: string): boolean {
  return /^[\x21-\x7e]*$/.test(url)
}

/** The path on this site that an address leads to; null where it leads elsewhere. */
function pathOf(site: Site, to: string): string | null {
  if (to.startsWith('/')) return to
  const rest = to.startsWith(site.url) ? to.slice(site.url.length) : null
  return rest === '' || rest?.startsWith('/') ? rest : null
}

/** A path's language on a site with several, and the path without its prefix. */
function withoutLanguage(site: Site, path: string): [language: string, path: string] {
  const prefix = /^\/([^/]+)(\/.*)$/.exec(path)
  return prefix && site.multilingual && site.supportedLanguages.includes(prefix[1]!)
    ? [prefix[1]!, prefix[2]!]
    : [site.language, path]
}

function loop({ from }: RedirectRecord) {
  return applicationError(400, 'REDIRECT_LOOP', `The redirect from ${from} closes a loop`)
}

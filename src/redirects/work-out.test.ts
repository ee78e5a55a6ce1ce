import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOf, parentsOf, pathOf, underSlug } from './paths.ts'
import type { Arrival, Departure, SiteRedirect } from './redirect.ts'
import { redirectId } from './redirect-id.ts'
import { type Situation, type Worked, workOut } from './work-out.ts'

const siteUrl = 'https://acme.example'
let ids = 0
const nextId = () => String(++ids)
const foreign = (from: string, to: string, more: Partial<SiteRedirect> = {}): SiteRedirect => ({
  id: `foreign-${nextId()}`,
  from,
  to,
  isGroup: false,
  language: null,
  ...more,
})
const own = (from: string, to: string): SiteRedirect => ({ ...foreign(from, to), id: `own-${nextId()}` })
const move = (rowKey: string, from: string, to: string) => ({
  departures: [{ rowKey, from, to, cause: 'move' as const }],
  arrivals: [{ rowKey, path: to }],
})
const removal = (rowKey: string, from: string, to: string | null): Departure => ({
  rowKey,
  from,
  to,
  cause: 'removal',
})
function situation(given: Partial<Situation> & { live?: string[] }): Situation {
  const live = new Set((given.live ?? []).map(keyOf))
  return {
    list: [],
    siteUrl,
    departures: [],
    arrivals: [],
    isOwn: (id) => id.startsWith('own-'),
    isLive: (key) => live.has(key),
    seed: 'project',
    ...given,
  }
}
const arrows = ({ changes }: Worked) =>
  changes.map(({ was, makes }) =>
    [was && `${was.from}→${was.to}`, makes && `${makes.from}→${makes.to}`]
      .map((one) => one ?? '-')
      .join(' => '),
  )

describe('a page that moves', () => {
  test('gets a redirect from its old address to its new one', () => {
    expect(arrows(workOut(situation(move('a', '/post/a', '/post/b'))))).toEqual(['- => /post/a→/post/b'])
  })

  test('needs none where Wix has made it itself, as a path or as a whole address', () => {
    for (const to of ['/post/b', '/post/b/', `${siteUrl}/post/b`]) {
      const worked = workOut(
        situation({ ...move('a', '/post/a', '/post/b'), list: [foreign('/post/a', to)] }),
      )
      expect(worked.changes, to).toEqual([])
      expect(worked.standing).toHaveLength(1)
    }
  })

  test('leads those that led to its old address to the new one, ours and of others, with every field they had', () => {
    const list = [own('/post/first', '/post/a'), foreign('/flyer', '/post/a', { language: 'fr' })]
    const worked = workOut(situation({ ...move('a', '/post/a', '/post/b'), list }))
    expect(arrows(worked)).toEqual([
      '- => /post/a→/post/b',
      '/post/first→/post/a => /post/first→/post/b',
      '/flyer→/post/a => /flyer→/post/b',
    ])
    expect(worked.changes[1]).toMatchObject({ isForeign: false, isOurs: true })
    expect(worked.changes[2]).toMatchObject({ isForeign: true, isOurs: false, makes: { language: 'fr' } })
  })

  test('back to an earlier address takes our redirect away from there, and the one that would go in a circle', () => {
    for (const there of [own('/post/a', '/post/b'), foreign('/post/a', '/post/b')]) {
      const worked = workOut(situation({ ...move('a', '/post/b', '/post/a'), list: [there] }))
      expect(arrows(worked)).toEqual(['/post/a→/post/b => -', '- => /post/b→/post/a'])
    }
  })

  test('leaves its address without a redirect where another page of the plan or of the site has it afterwards', () => {
    const taken = situation({
      departures: [
        { rowKey: 'a', from: '/post/a', to: '/post/b', cause: 'move' },
        { rowKey: 'b', from: '/post/b', to: '/post/a', cause: 'move' },
      ],
      arrivals: [
        { rowKey: 'a', path: '/post/b' },
        { rowKey: 'b', path: '/post/a' },
      ],
    })
    expect(workOut(taken)).toEqual({ changes: [], standing: [], left: [] })
    expect(workOut(situation({ ...move('a', '/post/a', '/post/b'), live: ['/post/a'] })).changes).toEqual([])
  })

  test('to an address that a redirect of somebody else starts at says so by name, and leads to where that leads', () => {
    const list = [foreign('/post/b', '/offer')]
    const worked = workOut(situation({ ...move('a', '/post/a', '/post/b'), list }))
    expect(arrows(worked)).toEqual(['- => /post/a→/offer'])
    expect(worked.left[0]?.problem).toMatchObject({
      code: 'redirect_hides_page',
      message: expect.stringContaining('/post/b → /offer'),
    })
  })

  test('leaves a redirect of somebody else from its old address as it is, and one of a language, and a section', () => {
    for (const there of [
      foreign('/post/a', '/offer'),
      foreign('/post/a', '/offer', { language: 'fr' }),
      foreign('/post', '/blog', { isGroup: true }),
    ]) {
      const worked = workOut(situation({ ...move('a', '/post/a', '/news/b'), list: [there] }))
      expect(worked.changes).toEqual([])
      expect(worked.left[0]?.problem.code).toBe('redirect_taken')
    }
  })
})

describe('a page that is taken off the site', () => {
  test('leads to the page that was chosen, in one hop where that one moves or is redirected itself', () => {
    const moved = move('p', '/post/p', '/post/q')
    const worked = workOut(
      situation({
        departures: [
          removal('a', '/post/a', '/post/p'),
          ...moved.departures,
          removal('b', '/post/b', '/old'),
        ],
        arrivals: moved.arrivals,
        list: [foreign('/old', '/new')],
      }),
    )
    expect(arrows(worked)).toEqual(['- => /post/a→/post/q', '- => /post/p→/post/q', '- => /post/b→/new'])
  })

  test('leads nowhere where nothing was chosen, and takes our redirects to it along, but no other', () => {
    const list = [own('/post/first', '/post/a'), foreign('/flyer', '/post/a')]
    const worked = workOut(situation({ departures: [removal('a', '/post/a', null)], list }))
    expect(arrows(worked)).toEqual(['/post/first→/post/a => -'])
    expect(worked.left[0]?.problem.code).toBe('redirect_leads_on')
  })

  test('gets no redirect to a page that goes with it', () => {
    const departures = [removal('a', '/post/a', '/post/b'), removal('b', '/post/b', '/post/a')]
    const worked = workOut(situation({ departures }))
    expect(worked.changes).toEqual([])
    expect(worked.left.map(({ problem }) => problem.code)).toEqual(Array(2).fill('redirect_without_target'))
  })
})

test('a page made where one of our redirects starts is not hidden by it', () => {
  const list = [own('/post/a', '/'), foreign('/other', '/')]
  const worked = workOut(situation({ arrivals: [{ rowKey: 'a', path: '/post/a' }], list }))
  expect(arrows(worked)).toEqual(['/post/a→/ => -'])
})

/** What Wix does with changes: a redirect that starts where a new one leads is deleted for good. */
function applied(list: readonly SiteRedirect[], { changes }: Worked): SiteRedirect[] {
  const gone = new Set(changes.flatMap(({ was }) => was?.id ?? []))
  let now = list.filter(({ id }) => !gone.has(id))
  for (const { makes } of changes) {
    if (!makes) continue
    expect(now.some((one) => keyOf(one.from) === keyOf(makes.from) && one.language === makes.language)).toBe(
      false,
    )
    now = [...now.filter((one) => one.isGroup || keyOf(one.from) !== keyOf(makes.to)), makes]
  }
  return now
}

test('whatever the site has: one hop to a live page, no circle, none of others lost, and nothing to do twice', () => {
  const paths = Array.from({ length: 12 }, (_, i) => `/post/p${i}`)
  const path = fc.constantFrom(...paths)
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(path, path, fc.boolean()), { selector: ([from]) => from, maxLength: 8 }),
      fc.uniqueArray(fc.tuple(path, fc.option(path), fc.boolean()), {
        selector: ([from]) => from,
        maxLength: 8,
      }),
      (there, pages) => {
        // A live page has no redirect at its address before, and a redirect of the site is no chain.
        const starts = new Set(there.map(([from]) => from))
        const list = there
          .filter(([from, to]) => from !== to && !starts.has(to))
          .map(([from, to, isOwn]) => (isOwn ? own(from, to) : foreign(from, to)))
        const used = new Set<string>()
        // Who chooses where a page leads chooses a page, and no address that only our redirect has.
        const isOurs = (to: string | null) => list.some((one) => one.from === to && one.id.startsWith('own'))
        const departures: Departure[] = []
        const arrivals: Arrival[] = []
        for (const [from, to, isMove] of pages) {
          if (starts.has(from) || from === to) continue
          const rowKey = from
          if (isMove && to !== null && !used.has(to)) {
            used.add(to)
            departures.push({ rowKey, from, to, cause: 'move' })
            arrivals.push({ rowKey, path: to })
          } else if (!isMove && !isOurs(to)) departures.push(removal(rowKey, from, to))
        }
        const before = situation({ list, departures, arrivals })
        const worked = workOut(before)
        const now = applied(list, worked)
        const made = new Set(worked.changes.flatMap(({ makes, isOurs }) => (makes && isOurs ? makes.id : [])))
        const after = { ...before, list: now, isOwn: (id: string) => before.isOwn(id) || made.has(id) }
        expect(workOut(after).changes).toEqual([])
        const isForeign = (from: string) =>
          list.some((one) => one.from === from && one.id.startsWith('foreign'))
        const isThere = (address: string) => now.some((one) => keyOf(one.from) === keyOf(address))
        for (const { makes } of worked.changes) if (makes) expect(isThere(makes.to)).toBe(false)
        for (const { path: live } of arrivals)
          for (const one of now)
            if (keyOf(one.from) === live) expect(isForeign(one.from), 'ours hides a page').toBe(true)
        const live = new Set(arrivals.map((one) => one.path))
        for (const one of list)
          if (one.id.startsWith('foreign') && !live.has(one.from))
            expect(isThere(one.from), one.from).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
})

describe('addresses', () => {
  test('of the site are paths, below the address of a free site too; others are not', () => {
    expect(pathOf('https://www.acme.example/post/a/?x=1#y', siteUrl)).toBe('/post/a')
    expect(pathOf('https://dana.wixsite.com/tiles/post/a', 'https://dana.wixsite.com/tiles')).toBe('/post/a')
    expect(pathOf('/post/a/', siteUrl)).toBe('/post/a')
    expect(pathOf('https://other.example/post/a', siteUrl)).toBeNull()
    expect(pathOf('//other.example/a', siteUrl)).toBeNull()
  })

  test('are one whatever slash they end with and however their letters are encoded', () => {
    expect(keyOf('/post/caf%C3%A9/')).toBe(keyOf('/post/café'))
    expect(keyOf('/post/%zz')).toBe('/post/%zz')
  })

  test('change with the slug where it ends them', () => {
    expect(underSlug('/post/caf%C3%A9', 'café', 'thé')).toBe('/post/th%C3%A9')
    expect(underSlug('/places/town', '/places/town', '/places/city')).toBe('/places/city')
    expect(underSlug('/places/town', 'other', 'b')).toBeNull()
  })

  test('have those above them, the home page last', () => {
    expect(parentsOf('/a/b/c')).toEqual(['/a/b', '/a', '/'])
    expect(parentsOf('/a')).toEqual(['/'])
  })
})

test('an id is a UUID, the same for the same parts', () => {
  const id = redirectId('project', 'row', '/a', '/b')
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(redirectId('project', 'row', '/a', '/b')).toBe(id)
  expect(redirectId('project', 'row', '/a', '/c')).not.toBe(id)
})

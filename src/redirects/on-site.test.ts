import { expect, test } from 'vitest'
import { lookUpIn, type Rest, restOf } from './on-site.ts'
import { without } from './owed.ts'
import type { SiteRedirect } from './redirect.ts'
import { redirect } from './test-redirect.ts'

const siteUrl = 'https://acme.example'
const rest = (
  change: { was?: SiteRedirect; makes?: SiteRedirect },
  list: SiteRedirect[],
  gone: string[] = [],
): Rest => restOf({ was: null, makes: null, ...change } as never, lookUpIn(list), new Set(gone), siteUrl)

const old = redirect('/a', '/b')
const same = redirect('/a/', `${siteUrl}/b`, { id: 'other' })
const made = redirect('/a', '/c')

test.each<[string, Partial<Rest>, Parameters<typeof rest>]>([
  ['one that is still there is deleted', { old }, [{ was: old }, [old]]],
  ['one that does the same under another id as well', { old: same }, [{ was: old }, [same]]],
  ['itself before one that does the same', { old }, [{ was: old }, [same, old]]],
  ['what does the same once it is gone', { old: same }, [{ was: old }, [old, same], [old.id]]],
  ['nothing of one that leads elsewhere by now', { old: null }, [{ was: old }, [redirect('/a', '/d')]]],
  ['one that is there already is not made', { makes: null }, [{ makes: made }, [made]]],
  ['in place of the old one it is', { old, makes: made, inTheWay: null }, [{ was: old, makes: made }, [old]]],
  [
    'one for a language does not stand for it',
    { makes: made },
    [{ makes: made }, [{ ...made, language: 'de' }]],
  ],
  ['it clashes with one that starts there', { makes: made, inTheWay: old }, [{ makes: made }, [old]]],
  [
    'a section may start there',
    { inTheWay: null },
    [{ makes: made }, [redirect('/a', '/d', { isGroup: true })]],
  ],
  [
    'one that starts where it leads would be deleted by it',
    { inTheWay: redirect('/c', '/d') },
    [{ makes: made }, [redirect('/c', '/d')]],
  ],
])('%s', (_, expected, [change, list, gone]) => {
  expect(rest(change, list, gone)).toMatchObject(expected)
})

test('as many changes as a site has redirects look at few of them each', () => {
  let reads = 0
  const counted = Array.from({ length: 2_000 }, (_, n): SiteRedirect => {
    const one = redirect(`/a/${n}`, `/b/${n}`)
    const get = () => {
      reads++
      return one.from
    }
    return Object.defineProperty({ ...one }, 'from', { get, enumerable: true })
  })
  const listed = lookUpIn(counted)
  const changes = counted.map(({ id }, n) => ({ was: redirect(`/a/${n}`, `/b/${n}`, { id }), makes: null }))
  for (const change of changes) expect(restOf(change, listed, new Set(), siteUrl).old).not.toBeNull()
  expect(without(counted, changes.slice(1), siteUrl)).toEqual([counted[0]])
  expect(reads).toBeLessThan(counted.length * 20)
})

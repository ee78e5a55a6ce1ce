import { describe, expect, test } from 'vitest'
import { dueAgain, ledBack, type OwedRedirect, type OwedSituation } from './owed.ts'
import { redirect } from './test-redirect.ts'

const owed = (more: Partial<OwedRedirect> = {}): OwedRedirect => ({
  rowKey: 'a',
  cause: 'move',
  from: '/post/a',
  to: '/post/b',
  was: null,
  makes: redirect('/post/a', '/post/b'),
  isForeign: false,
  isOurs: true,
  isChosen: false,
  ...more,
})
function again(one: OwedRedirect, more: Partial<OwedSituation> & { live?: string[] } = {}) {
  const live = new Set(more.live ?? [])
  return dueAgain([one], {
    list: [],
    siteUrl: 'https://acme.example',
    rule: { moves: true, removals: 'none' },
    pathOf: () => '/post/c',
    isLive: (key) => live.has(key),
    ...more,
  })
}

describe('what a run could not make', () => {
  test('leads to where its page is by now', () => {
    expect(again(owed()).departures).toEqual([{ rowKey: 'a', from: '/post/a', to: '/post/c', cause: 'move' }])
  })

  test.each([
    ['its page is nowhere', { pathOf: () => null }],
    ['its page is back', { pathOf: () => '/post/a/' }],
    ['another page of ours is there', { live: ['/post/a'] }],
    ['somebody leads it on', { list: [redirect('/post/a/', '/offer')] }],
    ['somebody leads the whole section on', { list: [redirect('/post', '/', { isGroup: true })] }],
    ['pages that move leave none any more', { rule: { moves: false, removals: 'none' as const } }],
  ])('is not offered where %s', (_, more) => {
    expect(again(owed(), more).departures).toEqual([])
  })

  test('for a page that is gone leads where it was to lead, as long as the rule or its take-down says so', () => {
    const removal = owed({ cause: 'removal', to: '/' })
    const gone = { pathOf: () => null }
    expect(again(removal, gone).departures).toEqual([])
    expect(again(removal, { ...gone, rule: { moves: false, removals: 'parent' } }).departures).toMatchObject([
      { to: '/', cause: 'removal' },
    ])
    expect(again({ ...removal, isChosen: true }, gone).departures).toMatchObject([{ to: '/' }])
  })

  test('of an undo is done as it was to be done, under a fresh id, as long as it is not', () => {
    const [was, makes] = [redirect('/post/a', '/post/b'), redirect('/flyer', '/post/a')]
    const deletion = owed({ cause: 'undo', was, makes: null })
    expect(again(deletion, { list: [was] }).changes).toMatchObject([{ was, makes: null }])
    expect(again(deletion).changes).toEqual([])
    const back = owed({ cause: 'undo', was: null, makes })
    const [change] = again(back).changes
    expect(change?.makes).toMatchObject({ from: '/flyer', to: '/post/a' })
    expect(change?.makes?.id).not.toBe(makes.id)
    expect(again(back, { list: [makes] }).changes).toEqual([])
    expect(again(back, { list: [redirect('/flyer', '/elsewhere')] }).changes).toEqual([])
    expect(again(back, { live: ['/flyer'] }).changes).toEqual([])
  })

  test('what led to a page before it was taken off the site leads there again once it is back', () => {
    const [was, now] = [redirect('/flyer', '/post/a'), redirect('/flyer', '/')]
    const chain = {
      rowKey: 'a',
      cause: 'chain' as const,
      was: now,
      makes: was,
      isForeign: true,
      isOurs: false,
    }
    const at = { siteUrl: null, isLive: () => false }
    // Ours, from when the page was taken off, goes in the same run.
    const list = [now, redirect('/post/a', '/')]
    const back = (path: string, given = list) =>
      ledBack([chain], [{ rowKey: 'a', path }], { ...at, list: given })
    expect(back('/post/a')).toMatchObject([{ was: now, makes: { from: '/flyer', to: '/post/a' } }])
    expect(back('/post/b')).toEqual([])
    // Somebody leads it elsewhere by now.
    expect(back('/post/a', [redirect('/flyer', '/offer')])).toEqual([])
  })

  test('a page that a redirect still hides is to be seen', () => {
    const hidden = owed({ cause: 'arrival', makes: null })
    const list = [redirect('/post/a', '/post/b')]
    expect(again(hidden, { list, live: ['/post/a'] }).arrivals).toEqual([{ rowKey: 'a', path: '/post/a' }])
    expect(again(hidden, { list }).arrivals).toEqual([])
    expect(again(hidden, { live: ['/post/a'] }).arrivals).toEqual([])
  })
})

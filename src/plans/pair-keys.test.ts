import { expect, test } from 'vitest'
import { inMovingOrder, type KnownPage, type Named, pairKeys, wholeChains, withChains } from './pair-keys.ts'

const row = (rowKey: string, slug: string, title: string): Named => ({ rowKey, slug, title })
const page = (rowKey: string, slug: string, title: string, more: Partial<KnownPage> = {}): KnownPage => ({
  ...{ rowKey, slug, title, isFree: true, otherRows: [] },
  ...more,
})

test('a row is the row of the page with its address, whatever the title', () => {
  const found = pairKeys([row('n1', 'rome', 'Rome, new')], [page('1', 'Rome', 'Rome')])
  expect(found).toEqual({
    pairs: [{ rowKey: 'n1', formerKey: '1', by: 'address', isOther: false }],
    unclear: [],
  })
})

test('where no address says so the title does, without case and surplus spaces', () => {
  const found = pairKeys([row('n1', 'n1', ' The  café ')], [page('1', '1', 'The Cafe\u0301')])
  expect(found.pairs).toEqual([{ rowKey: 'n1', formerKey: '1', by: 'title', isOther: false }])
})

test('a page that has gone to a row by its address is no other row by its title', () => {
  const found = pairKeys(
    [row('n1', 'rome', 'A'), row('n2', 'n2', 'Rome')],
    [page('1', 'rome', 'Rome'), page('2', '2', 'A')],
  )
  expect(found.pairs).toEqual([{ rowKey: 'n1', formerKey: '1', by: 'address', isOther: false }])
  expect(found.unclear).toEqual([])
})

test('a title that several rows or several pages have says nothing, and that is told', () => {
  const twins = pairKeys(
    [row('n1', 'n1', 'Twin'), row('n2', 'n2', 'Twin')],
    [page('1', '1', 'Twin'), page('2', '2', 'Twin')],
  )
  expect(twins).toEqual({
    pairs: [],
    unclear: [{ by: 'title', rowKeys: ['n1', 'n2'], formerKeys: ['1', '2'] }],
  })
  const beside = pairKeys(
    [row('n1', 'n1', 'Twin')],
    [page('1', '1', 'Twin'), page('2', '2', 'Twin', { isFree: false })],
  )
  expect(beside).toEqual({ pairs: [], unclear: [{ by: 'title', rowKeys: ['n1'], formerKeys: ['1'] }] })
})

test('what addresses tell apart is clear, and of the rest a title still says nothing', () => {
  const found = pairKeys(
    [row('n1', 'a', 'Twin'), row('n2', 'n2', 'Twin')],
    [page('1', 'a', 'Twin'), page('2', '2', 'Twin')],
  )
  expect(found.pairs.map(({ rowKey }) => rowKey)).toEqual(['n1'])
  expect(found.unclear).toEqual([{ by: 'title', rowKeys: ['n2'], formerKeys: ['2'] }])
})

test('a page whose row is there is nobody else, and blank texts say nothing', () => {
  expect(pairKeys([row('n1', 'rome', 'Rome')], [page('1', 'rome', 'Rome', { isFree: false })]).pairs).toEqual(
    [],
  )
  expect(pairKeys([row('n1', '', '')], [page('1', '', '')])).toEqual({ pairs: [], unclear: [] })
})

test('a pair of which its owner said that they are not the same is known as that', () => {
  const found = pairKeys([row('n1', 'rome', 'Rome')], [page('1', 'rome', 'Rome', { otherRows: ['n1'] })])
  expect(found.pairs).toEqual([{ rowKey: 'n1', formerKey: '1', by: 'address', isOther: true }])
})

const link = (formerKey: string, rowKey: string) => ({
  rowKey,
  formerKey,
  by: 'title' as const,
  isOther: false,
})
const chained = (pairs: ReturnType<typeof link>[], news: string[], lost: string[]) =>
  wholeChains(
    { pairs, unclear: [] },
    (key) => news.includes(key),
    (key) => lost.includes(key),
  ).pairs.map(({ formerKey, rowKey }) => `${formerKey} ${rowKey}`)

test('numbers that overlap with those before lead from a new row over the others to a page without a row', () => {
  const pairs = [link('4', '7'), link('1', '4'), link('2', '5'), link('7', '10')]
  expect(chained(pairs, ['10', '5'], ['1', '2'])).toEqual(['2 5', '7 10', '4 7', '1 4'])
})

test('keys that change hands in a circle, or end at a row that has its page, are none that changed', () => {
  const circle = [link('a', 'b'), link('b', 'a')]
  expect(chained([...circle, link('x', 'new')], ['new'], ['x'])).toEqual(['x new'])
  expect(chained([link('7', '10'), link('4', '7')], ['10'], ['1'])).toEqual([])
})

test('pages are moved in an order in which each key is free, there and back, and chains whole', () => {
  const links = [link('1', '4'), link('2', '5'), link('4', '7'), link('7', '10')]
  const order = inMovingOrder(links).map(({ rowKey }) => rowKey)
  expect(order).toEqual(['5', '10', '7', '4'])
  const back = inMovingOrder(links.map((one) => ({ rowKey: one.formerKey, formerKey: one.rowKey })))
  expect(back.map(({ rowKey }) => rowKey)).toEqual(['1', '4', '7', '2'])
  expect(withChains(links, [links[2]!]).map(({ rowKey }) => rowKey)).toEqual(['4', '7', '10'])
})

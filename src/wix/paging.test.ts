import { expect, test } from 'vitest'
import { answers, errorOf, inTurn, type Script, startClient } from './test-server.ts'

const page = (ids: string[], next?: string | null): Script =>
  answers(200, {
    draftPosts: ids.map((id) => ({ id })),
    pagingMetadata: { count: ids.length, ...(next === undefined ? {} : { cursors: { next } }) },
  })

async function collect(items: AsyncIterable<{ id: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const item of items) ids.push(item.id)
  return ids
}

test('a walk sends filter and sort once, then the cursor alone, and fieldsets always', async () => {
  const { client, seen } = await startClient(inTurn(page(['a', 'b'], 'c1'), page(['c'], 'c2'), page(['d'])))
  const query = {
    filter: { status: 'PUBLISHED' },
    sort: [{ fieldName: 'editedDate', order: 'ASC' as const }],
    limit: 2,
    fieldsets: ['URL' as const],
  }
  expect(await collect(client.draftPosts.queryAll(query))).toEqual(['a', 'b', 'c', 'd'])
  expect(seen.map((one) => one.json())).toEqual([
    { query: { filter: query.filter, sort: query.sort, cursorPaging: { limit: 2 } }, fieldsets: ['URL'] },
    { query: { cursorPaging: { limit: 2, cursor: 'c1' } }, fieldsets: ['URL'] },
    { query: { cursorPaging: { limit: 2, cursor: 'c2' } }, fieldsets: ['URL'] },
  ])
})

test.each([[''], [null], [undefined]])('a next cursor of %j is the end', async (next) => {
  const { client, seen } = await startClient(page(['a'], next))
  expect(await collect(client.draftPosts.queryAll())).toEqual(['a'])
  expect(seen).toHaveLength(1)
  expect(seen[0]?.json()).toEqual({ query: { cursorPaging: { limit: 100 } } })
})

test('an empty page with a cursor is not the end', async () => {
  const { client } = await startClient(inTurn(page([], 'c1'), page(['a'])))
  expect(await collect(client.draftPosts.queryAll())).toEqual(['a'])
})

test('an answer without anything is an empty list', async () => {
  const { client } = await startClient(answers(200, {}))
  expect(await collect(client.posts.queryAll())).toEqual([])
})

test.each<[string, Script[]]>([
  ['stands still', [page(['a'], 'c1')]],
  ['goes in a circle', [page(['a'], 'c1'), page(['b'], 'c2'), page(['c'], 'c1')]],
  [
    'leads through empty pages without end',
    [(response, request, index) => page([], `c${index}`)(response, request, index)],
  ],
])('a cursor that %s is an error, not the end', async (_name, scripts) => {
  const { client, seen } = await startClient(inTurn(...scripts))
  const error = await errorOf(collect(client.draftPosts.queryAll()))
  expect(error).toMatchObject({ kind: 'malformed', delivered: 'no' })
  expect(String(error)).toMatch(/cursor does not move/)
  expect(seen.length).toBeLessThan(15)
})

test('a first page that is said to be a part, without a way to the rest, is not taken for all', async () => {
  const tags = [{ id: 'a' }, { id: 'b' }]
  const script = (total: number) => answers(200, { tags, pagingMetadata: { total } })
  const { client } = await startClient(inTurn(script(2), script(3)))
  expect(await collect(client.tags.queryAll())).toEqual(['a', 'b'])
  expect(String(await errorOf(collect(client.tags.queryAll())))).toMatch(/Only 2 of 3 came/)
})

test('a walk that is left early asks for no further page', async () => {
  const { client, seen } = await startClient(page(['a', 'b'], 'c1'))
  for await (const post of client.draftPosts.queryAll()) {
    expect(post.id).toBe('a')
    break
  }
  expect(seen).toHaveLength(1)
})

test('a walk ends with the signal of the caller', async () => {
  const { client } = await startClient(page(['a'], 'c1'))
  const stop = new AbortController()
  const walk = client.draftPosts.queryAll({}, { signal: stop.signal })
  expect((await walk.next()).value).toEqual({ id: 'a' })
  stop.abort()
  expect(await errorOf(walk.next())).toMatchObject({ kind: 'aborted' })
})

test('a list that is none, or holds something without an id, is malformed', async () => {
  const { client } = await startClient(
    inTurn(answers(200, { draftPosts: {} }), answers(200, { draftPosts: [{ id: 'a' }, { title: 'b' }] })),
  )
  expect(await errorOf(client.draftPosts.query())).toMatchObject({ kind: 'malformed' })
  expect(await errorOf(client.draftPosts.query())).toMatchObject({ kind: 'malformed' })
})

test('an offset page uses the other kind of paging and brings the total', async () => {
  const body = { draftPosts: [{ id: 'a' }], pagingMetadata: { count: 1, offset: 10, total: 11 } }
  const { client, seen } = await startClient(answers(200, body))
  expect(await client.draftPosts.query({ offset: 10, limit: 5 })).toEqual({
    items: [{ id: 'a' }],
    nextCursor: undefined,
    total: 11,
  })
  expect(seen[0]?.json()).toEqual({ query: { paging: { limit: 5, offset: 10 } } })
})

test('what Wix says about a next page counts more than a cursor', async () => {
  const drafts = (hasNext: boolean, cursors: object) =>
    answers(200, { draftPosts: [{ id: 'a' }], pagingMetadata: { hasNext, cursors } })
  const { client, seen } = await startClient(inTurn(drafts(false, { next: 'c1' }), drafts(true, {})))
  expect(await collect(client.draftPosts.queryAll())).toEqual(['a'])
  expect(seen).toHaveLength(1)
  expect(String(await errorOf(collect(client.draftPosts.queryAll())))).toMatch(/no cursor/)
})

const listed = (ids: string[], pagingMetadata: object = {}): Script =>
  answers(200, { collections: ids.map((id) => ({ id })), pagingMetadata })

test.each<[string, Script[], number]>([
  ['the total', [listed(['a', 'b'], { total: 3 }), listed(['c'], { total: 3 })], 2],
  ['Wix saying so', [listed(['a', 'b'], { hasNext: true }), listed(['c'], { hasNext: false })], 2],
  ['an empty page when nothing was counted', [listed(['a', 'b']), listed(['c']), listed([])], 3],
])('a walk by offset ends with %s', async (_name, scripts, calls) => {
  const { client, seen } = await startClient(inTurn(...scripts))
  expect(await collect(client.dataCollections.listAll({ consistentRead: true }))).toEqual(['a', 'b', 'c'])
  expect(seen.map((one) => new URL(one.url, 'http://x').searchParams.get('paging.offset'))).toEqual(
    ['0', '2', '3'].slice(0, calls),
  )
  expect(seen.every((one) => one.url.includes('consistentRead=true'))).toBe(true)
})

test.each<[string, Script[]]>([
  ['stands still', [listed(['a'], { total: 9 })]],
  ['stops early', [listed(['a'], { total: 9 }), listed([], { total: 9 })]],
  ['promises more and brings nothing', [listed([], { hasNext: true })]],
])('a walk by offset that %s is an error, not the end', async (_name, scripts) => {
  const { client } = await startClient(inTurn(...scripts))
  expect(await errorOf(collect(client.dataCollections.listAll()))).toMatchObject({ kind: 'malformed' })
})

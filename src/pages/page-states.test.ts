import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { immediateJobs } from '../../test/helpers/immediate-jobs.ts'
import { insertProjectParts, type ProjectParts, postFields } from '../../test/helpers/project-parts.ts'
import { insertRowSet } from '../../test/helpers/row-set.ts'
import type { PageListFilter } from '../api/page.ts'
import { numberOfState, pageStates } from '../api/page-state.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { createProjects, type Projects } from '../projects/projects.ts'
import { projectUses } from '../uses.ts'
import { forgetRemoved } from './forget-ledger.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'
import { clearFailures, enterRun, failInCheck, failInRun, leaveRun, setExpected } from './page-states.ts'
import { createPages, type Pages } from './pages.ts'
import { type AcceptedPage, recordAccepted } from './record-ledger.ts'
import { recordSeen } from './record-seen.ts'

const authorId = '11111111-1111-4111-8111-111111111111'
let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

const first = { after: null, limit: 100 }
const blank = { code: 'required_blank', severity: 'error' as const, message: 'The title is empty.' }
const refused = { code: 'refused', severity: 'error' as const, message: 'Wix refused the slug.' }

describeOnServer('Where pages stand', (open) => {
  let database: Database
  let projects: Projects
  let pages: Pages
  let own: ProjectParts
  let id: string

  beforeAll(async () => {
    ;({ database } = await open())
    projects = createProjects({ database, uses: projectUses })
    pages = createPages(
      { database, jobs: immediateJobs(), projects, renderers, logger: silentLogger },
      { works: true },
    )
  })

  /** Keys out of their alphabetical order, addresses in another. */
  const keys = ['d', 'a', 'c', 'b', 'e', 'f']
  const rowsOf = (names: string[]) =>
    names.map((key, at) => ({ id: key, name: `Place ${at}`, path: `z${9 - at}` }))

  beforeEach(async () => {
    own = await insertProjectParts(database, {
      rows: rowsOf(keys),
      fields: { ...postFields, slug: '{{ row.path }}' },
    })
    id = (
      await projects.create(own.workspaceId, {
        name: 'P',
        destination: 'wix/blog',
        options: { authorId },
        ...own,
      })
    ).id
  })

  const list = (filter: Partial<PageListFilter>, range: Parameters<Pages['list']>[3] = first) =>
    pages.list(own.workspaceId, id, { search: '', ...filter }, range, 'usr_1')
  const keysOf = async (filter: Partial<PageListFilter>) =>
    (await list(filter)).items.map((one) => one.rowKey)
  const counts = async () => (await pages.counts(own.workspaceId, id, { search: '' })).states
  const states = async () =>
    Object.fromEntries((await list({ sort: 'row' })).items.map((one) => [one.rowKey, one.state]))
  const replaceRows = async (names: string[]) => {
    const rowSetId = await insertRowSet(database, rowsOf(names))
    await database.query('update datasets set row_set_id = $2 where id = $1', [own.datasetId, rowSetId])
  }

  const changeTemplate = (fields: Record<string, string>) =>
    database.query('update templates set fields = fields || $2::jsonb where id = $1', [
      own.templateId,
      JSON.stringify(fields),
    ])

  const page = (rowKey: string, change: Partial<AcceptedPage> = {}): AcceptedPage => ({
    rowKey,
    remoteId: `${id}-${rowKey}`,
    status: 'live',
    visibility: { state: 'live' },
    title: `Out ${rowKey}`,
    slug: `out-${rowKey}`,
    url: `https://acme.test/${rowKey}`,
    payloadHash: 'x',
    lacksImages: false,
    remoteEditedAt: null,
    ...change,
  })
  const publish = (...some: AcceptedPage[]) => recordAccepted(database, id, 'run_1', some)

  test('the numbers in the database are those of the states', async () => {
    await publish(page('a'), page('b', { status: 'draft', visibility: { state: 'draft' } }), page('f'))
    await recordSeen(database, id, [{ rowKey: 'f', status: 'gone' }])
    await setExpected(database, id, [{ rowKey: 'c', at: new Date('2030-01-01T09:00:00Z') }])
    await enterRun(database, id, 'run_2', ['d'])
    await failInCheck(database, id, [{ rowKey: 'e', problem: blank }])
    await keysOf({ state: 'draft' })
    const { rows } = await database.query<{ row_key: string; state: number }>(
      'select row_key, state from page_states where project_id = $1',
      [id],
    )
    const expected = {
      a: 'published',
      b: 'draft',
      c: 'scheduled',
      d: 'in_progress',
      e: 'error',
      f: 'removed',
    } as const
    expect(Object.fromEntries(rows.map((row) => [row.row_key, pageStates[row.state]]))).toEqual(expected)
    for (const state of Object.values(expected))
      expect((await list({ state })).items.map((one) => one.state)).toEqual([state])
    expect(numberOfState('not_published')).toBe(0)
  })

  test('a page that was taken down is so since then, whatever a check finds of its row', async () => {
    await publish(page('a'), page('b'))
    const down = { how: 'draft', by: 'take_down', runId: 'run_2', at: '2026-12-01T10:00:00.000Z' }
    await database.query('update pages set down = $2::jsonb where project_id = $1 and row_key = any($3)', [
      id,
      JSON.stringify(down),
      ['a', 'b'],
    ])
    await recordSeen(database, id, [{ rowKey: 'a', status: 'draft' }])
    await failInCheck(database, id, [{ rowKey: 'a', problem: blank }])
    await failInRun(database, id, [{ rowKey: 'b', problem: refused }])
    expect(await states()).toMatchObject({ a: 'down', b: 'error' })
    const { items } = await list({ state: 'down' })
    expect(items).toEqual([expect.objectContaining({ rowKey: 'a', down })])
    expect(Date.parse(items[0]!.stateAt!)).toBe(Date.parse(down.at))
    // Brought back.
    await publish(page('a'))
    expect((await states())['a']).toBe('published')
  })

  test('rows that nothing was done with are in the list, under the names that the template gives them', async () => {
    await publish(page('a'))
    expect(await counts()).toEqual({ not_published: 5, published: 1 })
    const { items, total } = await list({ state: 'not_published' })
    expect(total).toBe(5)
    expect(items.map((one) => [one.rowKey, one.title, one.slug])).toEqual([
      ['d', 'Place 0', 'z9'],
      ['c', 'Place 2', 'z7'],
      ['b', 'Place 3', 'z6'],
      ['e', 'Place 4', 'z5'],
      ['f', 'Place 5', 'z4'],
    ])
    expect((await list({ state: 'published' })).items).toMatchObject([
      { title: 'Out a', slug: 'out-a', url: 'https://acme.test/a', state: 'published', expectedAt: null },
    ])
  })

  test('the list sorts by row, address, state and date, both ways, and pages without a date come last', async () => {
    await publish(page('a'), page('b', { status: 'draft', visibility: { state: 'draft' } }))
    await setExpected(database, id, [{ rowKey: 'c', at: new Date('2010-01-01T09:00:00Z') }])
    await failInCheck(database, id, [{ rowKey: 'e', problem: blank }])
    expect(await keysOf({ sort: 'row' })).toEqual(keys)
    expect(await keysOf({ sort: 'row', desc: 'true' })).toEqual([...keys].reverse())
    expect(await keysOf({ sort: 'address' })).toEqual(['a', 'b', 'f', 'e', 'c', 'd'])
    expect(await keysOf({ sort: 'address', desc: 'true' })).toEqual(['d', 'c', 'e', 'f', 'b', 'a'])
    expect(await keysOf({ sort: 'state' })).toEqual(['d', 'f', 'c', 'b', 'a', 'e'])
    expect(await keysOf({ sort: 'state', desc: 'true' })).toEqual(['e', 'a', 'b', 'c', 'd', 'f'])
    const byDate = await keysOf({ sort: 'date' })
    expect([byDate[0], ...byDate.slice(-2)]).toEqual(['c', 'd', 'f'])
    expect((await keysOf({ sort: 'date', desc: 'true' })).slice(-3)).toEqual(['c', 'd', 'f'])
  })

  test('every order is walked by cursor, each page once', async () => {
    await publish(...['a', 'b', 'c'].map((key) => page(key)))
    for (const sort of ['row', 'address', 'state', 'date'] as const)
      for (const desc of ['true', 'false'] as const) {
        const whole = await keysOf({ sort, desc })
        const walked: string[] = []
        let after: Awaited<ReturnType<typeof list>>['next'] = null
        do {
          const part = await list({ sort, desc }, { after, limit: 1 })
          walked.push(...part.items.map((one) => one.rowKey))
          after = part.next
        } while (after !== null)
        expect(walked, `${sort} ${desc}`).toEqual(whole)
      }
  })

  test('a cursor of another order, or of no order, is refused in words', async () => {
    for (const after of ['nonsense', '[0,"x",1]', '[9,1,1]', '[0,1]', '[0,1,1e99]', '{"a":1}'])
      await expect(list({ state: 'published' }, { after, limit: 2 })).rejects.toMatchObject({
        code: 'bad_request',
      })
    await expect(list({ sort: 'date' }, { after: '[0,"not a date",3]', limit: 2 })).rejects.toMatchObject({
      code: 'bad_request',
    })
  })

  test('a list of one state is searched and narrowed to a problem, in any order', async () => {
    await publish(page('a'), page('b'))
    expect(await keysOf({ search: 'place 3', state: 'published' })).toEqual(['b'])
    expect(await keysOf({ search: 'place', state: 'published', sort: 'address', desc: 'true' })).toEqual([
      'b',
      'a',
    ])
    expect(await keysOf({ search: 'z4', sort: 'address' })).toEqual(['f'])
    await database.query(
      `insert into page_problems (project_id, code, row_key, problem)
       select $1, 'odd', key, '{"code":"odd","severity":"note","message":"Odd"}' from unnest($2::text[]) key`,
      [id, ['a', 'd', 'e']],
    )
    expect(await keysOf({ problem: 'odd', state: 'not_published' })).toEqual(['d', 'e'])
    expect(await keysOf({ problem: 'odd', sort: 'address' })).toEqual(['a', 'e', 'd'])
    expect((await pages.counts(own.workspaceId, id, { search: '', problem: 'odd' })).states).toEqual({
      not_published: 2,
      published: 1,
    })
  })

  test('a run takes pages up, and what it leaves stands as before', async () => {
    await publish(page('a'))
    await setExpected(database, id, [{ rowKey: 'b', at: new Date('2030-01-01T09:00:00Z') }])
    await enterRun(database, id, 'run_2', ['a', 'b', 'c', 'd'])
    expect(await states()).toMatchObject({
      a: 'in_progress',
      b: 'in_progress',
      c: 'in_progress',
      d: 'in_progress',
    })
    await publish(page('c'))
    await failInRun(database, id, [{ rowKey: 'd', problem: refused }])
    await leaveRun(database, id, 'run_2')
    expect(await states()).toMatchObject({ a: 'published', b: 'scheduled', c: 'published', d: 'error' })
    expect((await list({ state: 'error' })).items[0]).toMatchObject({
      error: {
        message: 'Wix refused the slug.',
        nextStep: expect.stringContaining('publish the page again'),
      },
      runId: null,
    })
    await publish(page('d'))
    expect((await list({ state: 'published' })).items.map((one) => one.error)).toEqual([null, null, null])
  })

  test('a date is shown until the page is out, and can be taken away', async () => {
    const at = new Date('2030-03-01T08:00:00Z')
    await setExpected(database, id, [
      { rowKey: 'a', at },
      { rowKey: 'b', at },
    ])
    expect((await list({ state: 'scheduled' })).items).toMatchObject([
      { rowKey: 'a', stateAt: at.toISOString(), expectedAt: at.toISOString() },
      { rowKey: 'b' },
    ])
    await publish(page('a'))
    await setExpected(database, id, [{ rowKey: 'b', at: null }])
    expect(await counts()).toEqual({ not_published: 5, published: 1 })
    expect((await list({ state: 'published' })).items[0]?.expectedAt).toBeNull()
  })

  test('a post that Wix keeps the date of is scheduled for it', async () => {
    const at = '2030-03-01T08:00:00.000Z'
    await publish(page('a', { status: 'draft', visibility: { state: 'dated', at } }))
    expect((await list({ state: 'scheduled' })).items).toMatchObject([{ rowKey: 'a', expectedAt: at }])
    await recordSeen(database, id, [{ rowKey: 'a', status: 'live' }])
    expect((await list({ state: 'published' })).items).toMatchObject([{ rowKey: 'a', expectedAt: null }])
    expect(await counts()).toEqual({ not_published: 5, published: 1 })
  })

  test('errors of a check are told with the page, and gone when the next check no longer finds them', async () => {
    await changeTemplate({ title: "{{ row.id | replace: 'a', '' }}" })
    await pages.check(own.workspaceId, id)
    expect((await list({ state: 'error' })).items).toMatchObject([
      { rowKey: 'a', error: { nextStep: expect.stringContaining('template') } },
    ])
    await changeTemplate({ title: '{{ row.id }}' })
    await pages.check(own.workspaceId, id)
    expect(await keysOf({ state: 'error' })).toEqual([])
    await failInRun(database, id, [{ rowKey: 'a', problem: refused }])
    await pages.check(own.workspaceId, id)
    expect(await keysOf({ state: 'error' })).toEqual(['a'])
    await clearFailures(database, id, ['a'])
    expect(await keysOf({ state: 'error' })).toEqual([])
  })

  test('new rows come in, rows that left are no longer listed, and what is published of them is not forgotten', async () => {
    await publish(page('a'), page('b'))
    expect(await counts()).toEqual({ not_published: 4, published: 2 })
    await replaceRows(['g', 'b', 'd'])
    expect(await keysOf({ sort: 'row', desc: 'true' })).toEqual(['d', 'b', 'g'])
    expect(await counts()).toEqual({ not_published: 2, published: 1 })
    await replaceRows(['a', 'd'])
    expect(await states()).toEqual({ a: 'published', d: 'not_published' })
    expect(await counts()).toEqual({ not_published: 1, published: 1 })
  })

  test('a new template gives new addresses to sort by; those that are out keep theirs', async () => {
    await publish(page('b'))
    expect((await keysOf({ sort: 'address' }))[1]).toBe('f')
    await changeTemplate({ slug: '{{ row.id }}' })
    expect(await keysOf({ sort: 'address' })).toEqual(['a', 'c', 'd', 'e', 'f', 'b'])
  })

  test('a list that is up to date writes nothing', async () => {
    await keysOf({ state: 'published' })
    const versions = () =>
      database.query('select row_key, xmin::text from page_states where project_id = $1 order by row_key', [
        id,
      ])
    const before = await versions()
    await replaceRows(keys)
    await keysOf({ state: 'published' })
    await pages.check(own.workspaceId, id)
    expect((await versions()).rows).toEqual(before.rows)
  })

  test('what we removed ourselves is not published', async () => {
    await publish(page('a'))
    await forgetRemoved(database, id, ['a'])
    expect(await counts()).toEqual({ not_published: 6 })
  })

  test('the whole list is there as a file and as keys, filtered and sorted alike', async () => {
    await publish(page('a'), page('c'))
    const parts = []
    for await (const part of pages.all(own.workspaceId, id, { search: '', sort: 'address', desc: 'true' }))
      parts.push(...part)
    expect(parts.map((one) => one.rowKey)).toEqual(await keysOf({ sort: 'address', desc: 'true' }))
    const found = []
    for await (const part of pages.keys(own.workspaceId, id, { search: 'place', state: 'published' }))
      found.push(...part)
    expect(found).toEqual(['a', 'c'])
  })

  test('whoever changes the same pages at the same time waits, and nobody is turned away', async () => {
    const shuffled = (round: number) =>
      [...keys].sort((a, b) => Math.sin(round * a.charCodeAt(0)) - Math.sin(round * b.charCodeAt(0)))
    const at = new Date('2030-01-01T09:00:00Z')
    const rounds = Array.from({ length: 40 }, (_, round) => shuffled(round + 1))
    await Promise.all(
      rounds.flatMap(([a = '', b = '', ...rest]) => [
        database.transaction(async (tx) => {
          await enterRun(tx, id, 'run_2', [b, ...rest])
          await failInRun(tx, id, [{ rowKey: a, problem: refused }])
          await recordAccepted(tx, id, 'run_2', [page(b)])
        }),
        setExpected(
          database,
          id,
          [a, b, ...rest].map((rowKey) => ({ rowKey, at })),
        ),
        leaveRun(database, id, 'run_2'),
        failInCheck(
          database,
          id,
          [b, a].map((rowKey) => ({ rowKey, problem: blank })),
        ),
        clearFailures(database, id, [...rest, a]),
      ]),
    )
    const { rows } = await database.query(
      `select state, count(*) as pages from page_states where project_id = $1 and line is not null group by state
        order by state`,
      [id],
    )
    const kept = await database.query(
      'select state, pages from page_state_counts where project_id = $1 and pages > 0 order by state',
      [id],
    )
    expect(kept.rows).toEqual(rows)
  })

  test('a deleted project leaves nothing behind', async () => {
    await keysOf({ state: 'published' })
    await projectUses.forgetAllOf(database, id)
    for (const table of ['page_states', 'page_fills'])
      expect((await database.query(`select 1 from ${table} where project_id = $1`, [id])).rows).toEqual([])
  })
})

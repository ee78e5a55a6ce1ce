// Lists of a run's pages in every order: whole, in parts, from any place, and while the run goes on.
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import { runItemSorts } from '../api/item-sorts.ts'
import { verbs } from '../api/plan-actions.ts'
import { itemStates, type RunItem } from '../api/run.ts'
import type { Database } from '../db/types.ts'
import { listRunItems, type RunItemsQuery } from './run-list.ts'
import type { RunRow } from './run-row.ts'

/** More than are gathered and sorted, so that the walks along indexes are taken as well. */
const many = 2_300

describeEachDatabase('the pages of a run in order', (open) => {
  let database: Database
  let run: RunRow
  let short: RunRow

  beforeAll(async () => {
    ;({ database } = await open())
    run = await insertRun(database, ['first'])
    await furnish(run, many)
    short = await insertRun(database, ['first'])
    await furnish(short, 12)
  })

  /** States, actions, findings, titles (some alike, some blank) and times (many alike) that no order has in common. */
  async function furnish({ id }: RunRow, items: number): Promise<void> {
    await database.query(
      `insert into run_items (run_id, row_key, position, action, state, title, slug, verification, updated_at)
       select $1, 'k' || n, n, (array['create','create','update','remove'])[1 + n % 4],
              (array['accepted','accepted','ready','held','rejected'])[1 + n % 5],
              case when n % 11 = 0 then '' else (array['Ärmel ','arm ','Zug '])[1 + n % 3] || (n * 7 % 400) end, 's' || n,
              (array['equal','pending','different'])[1 + n % 3], timestamptz '2030-01-01' + make_interval(mins => n % 90)
         from generate_series(1, $2::int) n`,
      [id, items],
    )
  }

  const list = (query: Partial<RunItemsQuery>, of = run) =>
    listRunItems(database, of.workspace_id, of.id, { search: '', limit: 500, ...query })

  /** All of it, by cursors. */
  async function walk(query: Partial<RunItemsQuery>, of = run): Promise<RunItem[]> {
    const items: RunItem[] = []
    let cursor: string | undefined
    do {
      const part = await list({ ...query, ...(cursor !== undefined && { cursor }) }, of)
      items.push(...part.items)
      cursor = part.nextCursor ?? undefined
    } while (cursor !== undefined)
    return items
  }

  /** What a list in this order should be, from the list in the order of the rows. */
  function sorted(items: RunItem[], { sort = 'row', desc }: Partial<RunItemsQuery>): RunItem[] {
    const [way, collator] = [
      desc === 'true' ? -1 : 1,
      new Intl.Collator('de', { numeric: true, sensitivity: 'base' }),
    ]
    const found = ['different', 'not_found', 'pending', 'equal'] as string[]
    const blank = (one: RunItem) =>
      (sort === 'title' && one.title === '') ||
      (sort === 'verification' && one.verification === 'not_applicable')
    const compare = {
      row: () => 0,
      title: (a: RunItem, b: RunItem) => collator.compare(a.title, b.title),
      state: (a: RunItem, b: RunItem) => itemStates.indexOf(a.state) - itemStates.indexOf(b.state),
      action: (a: RunItem, b: RunItem) => verbs.indexOf(a.action) - verbs.indexOf(b.action),
      verification: (a: RunItem, b: RunItem) => found.indexOf(a.verification) - found.indexOf(b.verification),
      changed: (a: RunItem, b: RunItem) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt),
    }[sort]
    // Within one state or action the rows keep their order; of what is sorted by a text or a time they turn round too.
    const tie = ['row', 'title', 'changed'].includes(sort) ? way : 1
    const place = new Map(items.map((one, at) => [one, at]))
    return items.toSorted((a, b) => {
      if (blank(a) || blank(b)) return Number(blank(a)) - Number(blank(b)) || place.get(a)! - place.get(b)!
      return way * compare(a, b) || tie * (place.get(a)! - place.get(b)!)
    })
  }
  const keys = (items: RunItem[]) => items.map(({ rowKey }) => rowKey)

  const filters = [{}, { state: 'held' }, { state: 'accepted', verification: 'different' }]
  for (const sort of runItemSorts)
    for (const desc of ['false', 'true'] as const) {
      test(`by ${sort}${desc === 'true' ? ', the last first' : ''}: the same in parts, with a filter and a search, and by place`, async () => {
        for (const one of [run, short])
          for (const filter of one === short ? filters : [{}]) {
            const whole = sorted(await walk(filter, one), { sort, desc })
            const query = { ...filter, sort, desc }
            expect(keys(await walk({ ...query, limit: one === short ? 2 : 500 }, one))).toEqual(keys(whole))
            expect((await list({ ...query, limit: 1 }, one)).total).toBe(whole.length)
            for (const offset of [1, whole.length - 2, whole.length, whole.length + 5])
              expect(keys((await list({ ...query, offset, limit: 3 }, one)).items), `from ${offset}`).toEqual(
                keys(whole.slice(offset, offset + 3)),
              )
            const found = whole.filter(({ title, rowKey }) => /zug 1/i.test(title) || /zug 1/i.test(rowKey))
            expect(keys(await walk({ ...query, search: 'zug 1', limit: 60 }, one))).toEqual(keys(found))
          }
      })
    }

  test('accents and capitals of a title make no difference, whichever the letters', async () => {
    const titles = [
      ...[
        'antes',
        'Ázimo',
        'E\u0301clair',
        'éclat',
        'Ľubovňa',
        'Lučenec',
        'Tag 9',
        'tag 10',
        'Ūdens',
        'ústí',
      ],
      ...['Zvolen', 'Αθήνα', 'άλφα', 'Йошкар', 'иркутск'],
    ]
    const { rows } = await database.query<{ title: string }>(
      'select title from unnest($1::text[]) title order by title_order(title)',
      [titles.toReversed()],
    )
    expect(rows.map(({ title }) => title)).toEqual(titles)
  })

  test('pages that change while somebody goes through the list are told once', async () => {
    const before = keys(await walk({ sort: 'title' }, short))
    const first = await list({ sort: 'title', limit: 5 }, short)
    await database.query(
      `update run_items set state = 'accepted', updated_at = now() where run_id = $1 and state in ('ready', 'held')`,
      [short.id],
    )
    const rest = await walk({ sort: 'title', cursor: first.nextCursor! }, short)
    expect([...keys(first.items), ...keys(rest)]).toEqual(before)
    const byState = await list({ sort: 'state', limit: 3 }, short)
    expect(byState.items.every(({ state }) => state === 'accepted' || state === 'ready')).toBe(true)
  })

  test('a cursor of another order is refused', async () => {
    const { nextCursor } = await list({ sort: 'title', limit: 1 })
    for (const query of [{ sort: 'changed' }, { sort: 'state' }, { sort: 'row' }, {}] as const)
      await expect(list({ ...query, cursor: nextCursor! })).rejects.toMatchObject({ code: 'bad_request' })
    const spelled = (place: string) => Buffer.from(place).toString('base64url')
    for (const place of [
      '5',
      '[0]',
      '[9,"a",1]',
      '[0,"a",1e12]',
      '[0,null,1]',
      '{}',
      '[0,"\\u0000",1]',
      '["length","a",1]',
    ]) {
      const query = { sort: 'title', cursor: spelled(place) } as const
      await expect(list(query), place).rejects.toMatchObject({ code: 'bad_request' })
    }
    for (const key of ['2026-99-99 99:99:99', '2026-01-01 00:00:00+99:99'])
      await expect(list({ sort: 'changed', cursor: spelled(`[0,"${key}",1]`) }), key).rejects.toMatchObject({
        code: 'bad_request',
      })
    for (const query of [{ sort: 'title' }, { sort: 'changed' }] as const)
      expect((await list({ ...query, limit: 1 })).nextCursor).toMatch(/^[\w-]+$/)
  })
})

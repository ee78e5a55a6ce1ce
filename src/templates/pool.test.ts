// What the pool promises of any work on rows, with a process that is busy as it is told.
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createRendererPool, type PoolOptions, type RendererPool } from './renderer.ts'

const workerFile = fileURLToPath(new URL('./fixtures/busy-worker.ts', import.meta.url))
let pool: RendererPool
afterEach(() => pool.close())

type Work = { rendering?: string; converting?: string; result?: string }
const row = (rowKey: string, cells: Work = {}) => ({ rowKey, cells })

async function open(processes: number, options: Partial<PoolOptions> = {}) {
  pool = createRendererPool(workerFile, { processes, extraProcesses: 0, ...options })
  await pool.warmUp()
}

const renderer = (askedBy?: string) =>
  pool.createRenderer<object, string>({
    job: {},
    poisoned: ({ rowKey }, { because, step }, isUntried) =>
      isUntried ? `${rowKey}: not tried` : `${rowKey}: too much ${because} while ${step}`,
    isSpent: (result) => result.startsWith('spent'),
    askedBy,
  })

test('converting may take longer than a template may', async () => {
  await open(1)
  expect(await renderer().render([row('a'), row('b', { converting: '900' }), row('c')])).toEqual([
    'a',
    'b',
    'c',
  ])
})

test('a row that hangs while it is converted costs only itself, and its template is not blamed', async () => {
  await open(1, { convertLimitMs: 600 })
  const rows = [
    row('a'),
    row('b', { converting: 'forever' }),
    row('c'),
    row('d', { rendering: 'forever' }),
    row('e'),
  ]
  expect(await renderer().render(rows)).toEqual([
    'a',
    'b: too much time while converting',
    'c',
    'd: too much time while rendering',
    'e',
  ])
})

test('so does a row that fills the memory while it is converted', async () => {
  await open(1)
  expect(await renderer().render([row('a'), row('b', { converting: 'memory' }), row('c')])).toEqual([
    'a',
    'b: too much memory while converting',
    'c',
  ])
})

test('after three rows in succession that hang, the rest is given up untried', async () => {
  await open(1)
  const hanging = new Set([0, 1, 3, 4, 5])
  const rows = Array.from({ length: 500 }, (_, i) =>
    row(`k${i}`, hanging.has(i) ? { rendering: 'forever' } : {}),
  )
  // Two are not enough; after three, not even those that would be done at once are tried.
  expect(await renderer().render(rows)).toEqual(
    rows.map(({ rowKey }, at) => {
      if (at > 5) return `${rowKey}: not tried`
      return at === 2 ? 'k2' : `${rowKey}: too much time while rendering`
    }),
  )
})

test('so it is after three rows that the engine ended itself, and of the next parts one is tried', async () => {
  await open(1)
  const tried: string[] = []
  const spent = renderer()
  const part = async (from: number, isGood = (_: number) => false) => {
    const rows = Array.from({ length: 200 }, (_, i) =>
      row(`k${from + i}`, isGood(i) ? {} : { result: `spent k${from + i}`, rendering: '1' }),
    )
    const results = await spent.render(rows)
    const done = results.filter((result) => !result.endsWith('not tried'))
    tried.push(...done)
    return done.length
  }
  expect(await part(0)).toBe(3)
  expect(await part(200)).toBe(1)
  // One good row, and the template has as much patience as before.
  expect(await part(400, (i) => i < 5)).toBe(8)
  expect(await part(600)).toBe(1)
  expect(await part(800)).toBe(1)
  // Five in succession, from three parts: nothing is tried any more, however many rows there are.
  expect(await part(1000)).toBe(0)
  expect(await part(1200, () => true)).toBe(0)
  expect(tried).toHaveLength(14)
})

test('however much one person asks for, another need not wait, and a whole project gets on', async () => {
  await open(2, { extraProcesses: 2 })
  const order: string[] = []
  const note = (name: string) => () => order.push(name)
  const all = ['a', 'b', 'c'].map((who) => renderer(who).render([row(who, { converting: '300' })]))
  // With three people there are as many processes as there need to be.
  await Promise.all(all)
  const project = renderer().render(Array.from({ length: 60 }, (_, i) => row(`p${i}`, { rendering: '5' })))
  const greedy = Array.from({ length: 16 }, (_, i) =>
    renderer('usr_greedy')
      .render([row(`g${i}`, { converting: '100' })])
      .then(note('greedy')),
  )
  const other = renderer('usr_other')
    .render([row('o')])
    .then(note('other'))
  await Promise.all([project.then(note('project')), other, ...greedy])
  expect(order.indexOf('other')).toBeLessThan(4)
  expect(order.indexOf('project')).toBeLessThan(16)
  expect(order).toHaveLength(18)
})

test('people who wait get their turns one after the other', async () => {
  await open(1)
  const order: string[] = []
  const ask = (who: string, count: number) =>
    Array.from({ length: count }, () =>
      renderer(who)
        .render([row(who, { rendering: '20' })])
        .then(() => order.push(who)),
    )
  await Promise.all([...ask('ann', 4), ...ask('ben', 2), ...ask('cleo', 1)])
  expect(order.slice(0, 3)).toEqual(['ann', 'ben', 'cleo'])
  expect(order.slice(3)).toEqual(['ann', 'ben', 'ann', 'ann'])
})

test('what nobody wants any more does not wait for its turn', async () => {
  await open(1)
  const long = renderer('ann').render([row('long', { rendering: '200' })])
  const gone = new AbortController()
  const waiting = renderer('ann').render([row('never')], gone.signal)
  gone.abort(new Error('nobody waits'))
  await expect(waiting).rejects.toThrow('nobody waits')
  expect(await long).toEqual(['long'])
})

test('rows that somebody waits for go before those that were there first', async () => {
  await open(1)
  const order: string[] = []
  const work = ['first', 'second'].map((name) => renderer().render([row(name, { rendering: '150' })]))
  const urgent = renderer('usr_1').render([row('urgent')])
  await Promise.all([...work, urgent].map((one) => one.then(([name]) => order.push(name!))))
  expect(order).toEqual(['first', 'urgent', 'second'])
})

test('a render that nobody wants any more stops at the next pause', async () => {
  await open(1)
  const gone = new AbortController()
  const rows = Array.from({ length: 2_000 }, (_, i) => row(`k${i}`, { rendering: '2' }))
  const rendering = renderer().render(rows, gone.signal)
  gone.abort(new Error('nobody waits'))
  await expect(rendering).rejects.toThrow('nobody waits')
  expect(await renderer().render([row('next')])).toEqual(['next'])
})

test('a mistake of ours is an error and no problem of a row, and the process goes on', async () => {
  await open(1)
  await expect(renderer().render([row('a'), row('b', { converting: 'mistake' })])).rejects.toThrow(
    /nothing is not a function\n.*busy-worker/,
  )
  expect(await renderer().render([row('c')])).toEqual(['c'])
})

// What the pool promises of any work on rows, with a process that is busy as it is told.
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createRendererPool, type RendererPool } from './renderer.ts'

const workerFile = fileURLToPath(new URL('./fixtures/busy-worker.ts', import.meta.url))
let pool: RendererPool
afterEach(() => pool.close())

type Work = { rendering?: string; converting?: string }
const row = (rowKey: string, cells: Work = {}) => ({ rowKey, cells })

async function open(processes: number, convertLimitMs?: number) {
  pool = createRendererPool(workerFile, { processes, ...(convertLimitMs && { convertLimitMs }) })
  await pool.warmUp()
}

const renderer = (isUrgent = false) =>
  pool.createRenderer<object, string>({
    job: {},
    poisoned: ({ rowKey }, { because, step }) => `${rowKey}: too much ${because} while ${step}`,
    isUrgent,
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
  await open(1, 600)
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
    rows.map(({ rowKey }) => (rowKey === 'k2' ? 'k2' : `${rowKey}: too much time while rendering`)),
  )
})

test('rows that somebody waits for go before those that were there first', async () => {
  await open(1)
  const order: string[] = []
  const work = ['first', 'second'].map((name) => renderer().render([row(name, { rendering: '150' })]))
  const urgent = renderer(true).render([row('urgent')])
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

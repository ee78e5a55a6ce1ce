// What a real server cannot be made to do: streams that never come, and a server that goes away and comes back.
import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import { runSchema } from '../api/run.ts'
import { createTestCli, sendJson, startScriptedServer } from './test-cli.ts'
import { runHere } from './test-in-process.ts'

function makeRun(state: string, accepted: number) {
  const counts = { ready: 4 - accepted, sending: 0, accepted, rejected: 0, in_doubt: 0, held: 0, skipped: 0 }
  const at = '2026-01-02T03:04:05.000Z'
  return runSchema.parse({
    id: 'run_1',
    planId: 'plan_1',
    projectId: 'prj_1',
    projectName: 'Guide',
    connection: { id: 'con_1', name: 'Shop', kind: 'wix' },
    kind: 'publish',
    done: {},
    wanted: {},
    state,
    message: state === 'needs_attention' ? 'The API key was revoked. Replace it.' : null,
    waitingUntil: null,
    counts: { ...counts, cancelled: 0 },
    total: 4,
    verified: 0,
    ratePerMinute: 60,
    etaSeconds: null,
    progress: 0,
    assetsLeft: 0,
    selection: null,
    isCanary: false,
    author: 'Olga',
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    receipt: null,
  })
}

async function watch(
  answers: ((response: ServerResponse) => void)[],
  onEvents: (response: ServerResponse) => void,
) {
  const server = await startScriptedServer((request, response) => {
    if (request.url === '/api/runs/run_1/events') return onEvents(response)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(response)
  })
  const cli = createTestCli({ SEOMATIC_URL: server.url, SEOMATIC_TOKEN: 'smt_x' })
  try {
    return await cli.run(['runs', 'watch', 'run_1'])
  } finally {
    cli.remove()
    await server.close()
  }
}

const say = (run: object) => (response: ServerResponse) => sendJson(response, run)
const fail = (response: ServerResponse) =>
  sendJson(response, { error: { code: 'rate_limited', message: 'Too many views.', requestId: 'r' } }, 429)

test('without an event stream it asks again until the run is over', async () => {
  const opening = say(makeRun('publishing', 1))
  const watched = await watch(
    [opening, opening, say(makeRun('publishing', 3)), say(makeRun('cancelled', 3))],
    fail,
  )
  expect(watched.code).toBe(1)
  expect(watched.stderr).toMatch(/^publishing: 1 of 4 sent/)
  expect(watched.stdout).toMatch(/^State +cancelled$/m)
})

test('with a stream each change is told as it comes, and a broken event is passed over', async () => {
  const opening = say(makeRun('queued', 0))
  const watched = await watch([opening], (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: run\ndata: {"id": 5}\n\nevent: run\ndata: {"cut\n\n')
    response.write(`event: run\ndata: ${JSON.stringify(makeRun('publishing', 2))}\n\n`)
    response.end(`event: run\ndata: ${JSON.stringify(makeRun('needs_attention', 2))}\n\n`)
  })
  expect(watched.stderr).toMatch(/^queued:.*\npublishing: 2 of 4 sent.*\nneeds attention:.*Replace it\.\n$/)
  expect(watched.code).toBe(1)
  expect(watched.stdout).toContain('seomatic runs resume run_1')
})

test('a server that is away for a moment does not end the watching', async () => {
  const away = (response: ServerResponse) => response.socket?.destroy()
  const opening = say(makeRun('publishing', 1))
  const watched = await watch([opening, opening, away, away, say(makeRun('cancelled', 1))], (response) =>
    response.socket?.destroy(),
  )
  expect(watched.stdout).toMatch(/^State +cancelled$/m)
})

test('a run that was quiet for long is still watched when a question fails for the first time', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    let questions = 0
    const { stdout } = await runHere(['runs', 'watch', 'run_1'], ({ path }) => {
      if (path !== '/api/runs/run_1') return undefined
      questions += 1
      if (questions === 1) return makeRun('publishing', 1)
      if (questions > 2) return makeRun('cancelled', 1)
      // Nothing was heard for longer than a server that is away is waited for.
      vi.setSystemTime(Date.now() + 10 * 60_000)
      return null
    })
    expect(stdout).toMatch(/^State +cancelled$/m)
    expect(questions).toBe(3)
  } finally {
    vi.useRealTimers()
  }
})

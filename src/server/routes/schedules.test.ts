import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestClock } from '../../../test/helpers/clock.ts'
import { insertConnection, insertDataset, insertTemplate } from '../../../test/helpers/project-parts.ts'
import { usualInput } from '../../../test/helpers/usual-schedule.ts'

const { rule } = usualInput
let app: TestApp
let id: string
let connectionId: string

beforeAll(async () => {
  // A clock that stands still: nothing becomes due.
  app = await startTestApp({ clock: createTestClock('2026-11-27T06:00:00Z') })
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const places = Array.from({ length: 5 }, (_, index) => ({ id: `row-${index}`, name: `Place ${index}` }))
  connectionId = await insertConnection(database, workspaceId)
  const body = {
    name: 'Places',
    destination: 'wix/blog',
    datasetId: await insertDataset(database, workspaceId, places),
    connectionId,
    templateId: await insertTemplate(database, workspaceId),
    options: { authorId: '11111111-1111-4111-8111-111111111111' },
  }
  id = (await app.call('POST', '/api/projects', { body })).body.id
})
afterAll(() => app.close())

const of = (path = '') => `/api/projects/${id}/schedule${path}`

it('has none at first, and says so', async () => {
  expect((await app.call('GET', of())).body).toEqual({
    schedule: null,
    ceilingPerDay: null,
    siteTimeZone: null,
    offersWix: true,
  })
  await app.program.database.query(`update connections set time_zone = 'Europe/Berlin'`)
  expect((await app.call('GET', of())).body.siteTimeZone).toBe('Europe/Berlin')
  expect((await app.call('GET', of('/calendar'))).status).toBe(404)
  expect((await app.call('POST', of('/pause'), { body: {} })).status).toBe(404)
})

it('refuses a rule that cannot be kept, with words', async () => {
  const wrong = async (change: object) => {
    const answer = await app.call('PUT', of(), { body: { rule: { ...rule, ...change } } })
    expect(answer.status).toBe(400)
    return answer.body.error.message as string
  }
  expect(await wrong({ window: { from: '22:00', to: '06:00' } })).toMatch(/00:00 to 06:00/)
  expect(await wrong({ timeZone: 'Moon/Base' })).toMatch(/Europe\/Berlin/)
  expect(await wrong({ order: { by: 'column', column: 'size', descending: false } })).toMatch(
    /no column "size"/,
  )
})

it('shows what a rule would do, sets it, and gives its dates to the calendar, to slots and to the list of pages', async () => {
  const preview = await app.call('POST', of('/preview'), { body: { rule } })
  const set = await app.call('PUT', of(), { body: { rule } })
  expect(set.status).toBe(200)
  expect(set.body).toMatchObject({ state: 'active', lastSlotAt: preview.body.lastAt, pages: { dated: 5 } })
  const { days, timeZone } = (await app.call('GET', of('/calendar'))).body
  expect(timeZone).toBe('Europe/Berlin')
  expect(days.map((day: { date: string }) => day.date)).toEqual(['2026-11-27', '2026-11-30', '2026-12-01'])
  const at = days[0].slots[0].at
  const first = (await app.call('GET', of(`/slots/${at}/pages?limit=1`))).body
  const rest = (await app.call('GET', of(`/slots/${at}/pages?limit=1&cursor=${first.nextCursor}`))).body
  expect([first.items[0].rowKey, rest.items[0].rowKey, rest.nextCursor]).toEqual(['row-0', 'row-1', null])
  const list = (await app.call('GET', `/api/projects/${id}/pages`)).body.items
  expect(list[0]).toMatchObject({ state: 'scheduled', expectedAt: at })
  expect((await app.call('GET', '/api/schedules')).body.items).toMatchObject([{ projectId: id }])
})

it('refuses a save over one that somebody else made since', async () => {
  const answer = await app.call('PUT', of(), { body: { rule, version: 0 } })
  expect(answer.body.error.code).toBe('stale')
})

it('limits the pages of a site per day, and is written down', async () => {
  const path = `/api/connections/${connectionId}/ceiling`
  const day = { perDay: 1, date: '2026-11-27', timeZone: 'Europe/Berlin', sent: 0, coming: 1 }
  expect((await app.call('PUT', path, { body: { perDay: 1 } })).body).toEqual(day)
  expect((await app.call('GET', path)).body).toEqual(day)
  expect((await app.call('GET', of())).body.schedule.lastSlotAt).toBe('2026-12-03T08:00:00.000Z')
  const [event] = (await app.call('GET', '/api/audit-events?limit=1')).body.items
  expect(event).toMatchObject({ action: 'connection.ceiling_set', detail: { perDay: 1 } })
})

it('may be looked at with a token that edits, and changed with one that publishes', async () => {
  const tokenOf = async (scope: string) => {
    const made = await app.call('POST', '/api/tokens', { body: { name: scope, scope } })
    return { as: 'nobody' as const, headers: { authorization: `Bearer ${made.body.secret}` }, body: {} }
  }
  const edit = await tokenOf('edit')
  expect((await app.call('GET', of(), edit)).status).toBe(200)
  for (const path of ['/pause', '/resume', '/skip', '/release', '/cancel', '/renew'])
    expect((await app.call('POST', of(path), edit)).status, path).toBe(403)
  expect((await app.call('PUT', of(), { ...edit, body: { rule } })).status).toBe(403)
  expect((await app.call('POST', of('/pause'), await tokenOf('publish'))).body.state).toBe('paused')
  expect((await app.call('GET', of(), { as: 'nobody' })).status).toBe(401)
})

it('goes with its project', async () => {
  expect((await app.call('DELETE', `/api/projects/${id}`)).status).toBe(204)
  expect((await app.call('GET', '/api/schedules')).body.items).toEqual([])
})

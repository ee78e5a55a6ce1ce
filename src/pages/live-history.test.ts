import { beforeAll, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProject } from '../../test/helpers/rows.ts'
import type { Database } from '../db/types.ts'
import { readLiveHistory, sampleLive } from './live-history.ts'

describeEachDatabase('how many pages are live', (open) => {
  let database: Database
  let clock: TestClock
  let projectId: string
  beforeAll(async () => {
    clock = createTestClock('2027-03-01T08:00:00Z')
    database = (await open(clock)).database
    projectId = (await insertProject(database)).projectId
  })
  async function sampleAt(time: string, live: number, gone = 0) {
    clock.move(Date.parse(time) - clock.now().getTime())
    await database.query('delete from pages where project_id = $1', [projectId])
    await database.query(
      `insert into pages (project_id, row_key, remote_id, status, title, slug, payload_hash)
       select $1, 'row-' || n, 'post-' || n, case when n <= $2 then 'live' else 'gone' end, '', '', 'x'
         from generate_series(1, $2::int + $3::int) n`,
      [projectId, live, gone],
    )
    await sampleLive(database)
  }
  const history = async () =>
    (await readLiveHistory(database, [projectId]))
      .get(projectId)
      ?.map(({ at, live }) => [new Date(at).toISOString().slice(5, 16), live])

  test('is kept by the hour, as far as it changes, down to none', async () => {
    await sampleAt('2027-03-01T08:10:00Z', 3)
    await sampleAt('2027-03-01T08:50:00Z', 5)
    await sampleAt('2027-03-01T09:10:00Z', 5)
    await sampleAt('2027-03-02T10:20:00Z', 7, 1)
    await sampleAt('2027-03-04T00:00:00Z', 0, 7)
    expect(await history()).toEqual([
      ['03-01T08:00', 5],
      ['03-02T10:00', 7],
      ['03-04T00:00', 0],
    ])
  })

  test('is told of a long time in as many points as a picture can show, ending with the last', async () => {
    await database.query(
      `insert into live_history (project_id, at, live)
       select $1, timestamptz '2027-04-01 00:00Z' + n * interval '1 hour', n from generate_series(1, 2000) n`,
      [projectId],
    )
    clock.move(Date.parse('2027-07-01T00:00:00Z') - clock.now().getTime())
    const points = (await history())!
    expect(points.length).toBeLessThanOrEqual(202)
    expect(points.length).toBeGreaterThan(100)
    expect(points.at(-1)).toEqual(['06-23T08:00', 2000])
  })
})

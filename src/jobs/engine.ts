// pg-boss on our database: which of its rounds run, how often, and how a kind of job is declared to it.
import { PgBoss } from 'pg-boss'
import type { Database } from '../db/types.ts'
import { parserWithDates } from '../db/values.ts'
import { shortenHeartbeat } from './takeover.ts'

// A dead worker's job is noticed when its heartbeat is this old (the engine's own minimum).
const heartbeatSecs = 10
// Its own rounds: jobs that ran too long are failed, and finished ones deleted when their day is over.
const superviseSecs = 60
const tidySecs = 600
// When a look finds a dead worker, the engine is asked at once; this is how soon it may look again.
const monitorSecs = 1
const cronPollingSecs = 15
// Jobs that wait for other jobs: there are none here.
const flowSecs = 3600
const longestJobSecs = 24 * 3600 - 1
const keepFinishedSecs = 24 * 3600
const longestRetryDelaySecs = 300

export function createEngine(database: Database, schema: string): PgBoss {
  return new PgBoss({
    db: {
      executeSql: (sql, params) => database.executeForeign(sql, params, parserWithDates),
      listen: async (channel, onPayload, onGap) => ({
        close: await database.listen(channel, onPayload, onGap),
      }),
    },
    backend: database.kind,
    schema,
    useListenNotify: true,
    superviseIntervalSeconds: superviseSecs,
    monitorIntervalSeconds: monitorSecs,
    maintenanceIntervalSeconds: tidySecs,
    cronWorkerIntervalSeconds: cronPollingSecs,
    flowIntervalSeconds: flowSecs,
  })
}

/** Makes the queue of one kind of job, or brings one that is there up to date. */
export async function prepareQueue(
  boss: PgBoss,
  { database, schema }: { database: Database; schema: string },
  name: string,
  { retryLimit = 5, retryDelaySecs = 1 }: { retryLimit?: number; retryDelaySecs?: number },
): Promise<void> {
  const settings = {
    retryLimit,
    retryDelay: retryDelaySecs,
    retryBackoff: true,
    retryDelayMax: longestRetryDelaySecs,
    heartbeatSeconds: heartbeatSecs,
    expireInSeconds: longestJobSecs,
    deleteAfterSeconds: keepFinishedSecs,
    notify: true,
  }
  await boss.createQueue(name, { ...settings, policy: 'stately' })
  await boss.updateQueue(name, settings)
  await shortenHeartbeat(database, schema, name)
}

// A month of a schedule in real processes, killed with -9 on the way, with two workers on PostgreSQL.
// `node scripts/schedule-month.ts [--rows 5127] [--kills 20] [--zone Europe/Berlin] [--starts 2027-10-11T05:00:00Z] [--workers 2]`
// In America/New_York over the change of March: `--zone America/New_York --starts 2027-03-01T05:00:00Z`.
// `--company` lives beside it, on the same site: a second project with a schedule, a paused run, a run of 20,000 pages on
// the fifth day, and another template on the tenth.
// Prints a line per slot and, at the end, what follows from it. Exit code 1 when a single page was wrong.
import { parseArgs } from 'node:util'
import type { ScheduleRule } from '../src/api/schedule.ts'
import { type CompanyPlan, keepCompany } from '../test/crash/company.ts'
import { type Call, liveMonth } from '../test/crash/month.ts'
import { type Engine, prepare } from '../test/crash/rig.ts'
import { ensurePostgres } from '../test/helpers/postgres.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '5127' },
    kills: { type: 'string', default: '20' },
    zone: { type: 'string', default: 'Europe/Berlin' },
    starts: { type: 'string', default: '2027-10-11T05:00:00Z' },
    workers: { type: 'string', default: '2' },
    /** Pages an hour at the most; the ramp begins with ten. */
    hourly: { type: 'string', default: '45' },
    /** By which the hourly number grows each day. */
    growth: { type: 'string', default: '10' },
    company: { type: 'boolean', default: false },
    /** Pages of the run of many. */
    many: { type: 'string', default: '20000' },
  },
})

const server = await ensurePostgres({ fsync: true })
const engine: Engine = server ? { kind: 'postgres', url: server.url } : { kind: 'pglite' }
const prepared = await prepare(engine, Number(values.rows))
const installation = await prepared.copy()
const rule: ScheduleRule = {
  count: Number(values.hourly),
  per: 'hour',
  weekdays: [1, 2, 3, 4, 5],
  window: { from: '09:00', to: '17:00' },
  within: 'start',
  ramp: { kind: 'growth', start: 10, percent: Number(values.growth), every: 'day' },
  order: { by: 'row' },
  first: 'next_window',
  endsOn: null,
  timeZone: values.zone,
}
const company: CompanyPlan = {
  scheduled: { rows: 300, rule: { ...rule, count: 2, ramp: null } },
  paused: 400,
  many: { rows: Number(values.many), day: 5 },
  templateDay: 10,
  startsAt: values.starts,
  say: console.log,
}
const report = await liveMonth(installation, {
  rule,
  ...(values.company && { company: (call: Call) => keepCompany(installation, company, call) }),
  startsAt: values.starts,
  workers: engine.kind === 'postgres' ? Number(values.workers) : 0,
  kills: Number(values.kills),
  random: Math.random,
  say: console.log,
}).finally(() => installation.remove())
await prepared.remove()
await server?.stop()
const { violations, ...figures } = report
console.log(figures)
console.log(violations.length === 0 ? 'Each page once, in its slot.' : violations.slice(0, 40).join('\n'))
process.exitCode = violations.length === 0 ? 0 : 1

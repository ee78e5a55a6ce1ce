// kill -9 at every crash point of a run, for every destination: `node scripts/crash-matrix.ts [--postgres]
// [--only "products of Catalog V3"] [--nth 1,2]`. What `npm test` takes a choice of, whole. Prints a line per case;
// exit code 1 when a receipt was not true or a page not as it should be.
import { parseArgs } from 'node:util'
import { type CrashPointName, crashPoints } from '../src/runs/crash-point.ts'
import { findViolations } from '../test/crash/oracle.ts'
import { apply, type Engine, type Prepared, prepare } from '../test/crash/rig.ts'
import { blog, cms, storeV1, storeV3 } from '../test/crash/scenarios.ts'
import { ensurePostgres } from '../test/helpers/postgres.ts'

const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    only: { type: 'string' },
    nth: { type: 'string', default: '1,2' },
  },
})

type End = 'right' | 'wrong' | 'not reached'

async function killAt(prepared: Prepared, point: CrashPointName, nth: string): Promise<End> {
  const installation = await prepared.copy()
  const what = `${prepared.scenario.name}, ${point}:${nth}`
  try {
    const first = await installation.start({ CRASH_AT: `${point}:${nth}` })
    const { id } = await apply(installation, first)
    const isKilled = await Promise.race([
      first.ended.then(() => true),
      first.client.untilRun(id, ['done'], 300_000).then(
        () => false,
        () => first.ended.then(() => true),
      ),
    ])
    if (!isKilled) {
      console.log(`${what}: not reached`)
      return 'not reached'
    }
    const second = await installation.start()
    const run = await second.client.untilRun(id, ['done'], 300_000)
    const violations = await findViolations(installation, second, run)
    if (run.receipt?.restarts !== 1) violations.push(`the receipt says ${run.receipt?.restarts} restarts`)
    console.log(
      violations.length === 0
        ? `${what}: right`
        : `${what}: WRONG\n  ${violations.slice(0, 20).join('\n  ')}`,
    )
    return violations.length === 0 ? 'right' : 'wrong'
  } finally {
    await installation.remove()
  }
}

const server = values.postgres ? await ensurePostgres() : undefined
const engine: Engine = server ? { kind: 'postgres', url: server.url } : { kind: 'pglite' }
const ends: End[] = []
for (const scenario of [blog, cms, storeV3, storeV1]) {
  if (values.only !== undefined && scenario.name !== values.only) continue
  const prepared = await prepare(engine, scenario.rowCount, { scenario })
  for (const point of crashPoints)
    for (const nth of values.nth.split(',')) ends.push(await killAt(prepared, point, nth))
  await prepared.remove()
}
await server?.stop()
const count = (end: End) => ends.filter((one) => one === end).length
console.log(
  `${engine.kind}: ${count('right')} right, ${count('wrong')} wrong, ${count('not reached')} not reached`,
)
process.exitCode = count('wrong') > 0 ? 1 : 0

// The way back, measured: a run of everything is undone, and the undo is, while processes die and answers get lost; the
// same with edits of people in between; pages are taken down and come back; two thirds of some pages move and a third
// goes, with redirects; edits and new templates become one.
// `node scripts/way-back.ts [undo edits take-down addresses merges] [--destination wix/blog] [--rows 1000] [--edits 200]
// [--pages 5000] [--addresses 1500] [--merges 500] [--seed 1] [--postgres]`
// Destinations: wix/blog, wix/cms, wix/stores-v3, wix/stores-v1; all of them unless one is named. Prints a line per
// figure; exit code 1 when anything was not as it should be.
import { parseArgs } from 'node:util'
import { mixedScenarios } from '../test/crash/mixed.ts'
import { measureAddresses } from '../test/crash/redirects.ts'
import { type Engine, prepare } from '../test/crash/rig.ts'
import { measureEdits, measureTakeDown, measureUndo, type Work } from '../test/crash/way-back-figures.ts'
import { measureMerges } from '../test/helpers/generated-merges.ts'
import { startPictures } from '../test/helpers/pictures.ts'
import { ensurePostgres } from '../test/helpers/postgres.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    destination: { type: 'string' },
    rows: { type: 'string', default: '1000' },
    edits: { type: 'string', default: '200' },
    pages: { type: 'string', default: '5000' },
    addresses: { type: 'string', default: '1500' },
    merges: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
})
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name)
const numbers = {
  rows: Number(values.rows),
  edits: Number(values.edits),
  pages: Number(values.pages),
  addresses: Number(values.addresses),
  seed: Number(values.seed),
}

const server = values.postgres ? await ensurePostgres({ fsync: true }) : undefined
const engine: Engine = server ? { kind: 'postgres', url: server.url } : { kind: 'pglite' }
const pictures = await startPictures()
const scenarios = mixedScenarios(pictures.host)
const wrong: string[] = []

/** One installation, one measurement, and what of it was wrong. */
async function measure(
  destination: string,
  what: string,
  rowCount: number,
  work: (work: Work) => Promise<string[]>,
): Promise<void> {
  const scenario = scenarios[destination]
  if (!scenario) throw new Error(`There is no ${destination}; there are ${Object.keys(scenarios).join(', ')}`)
  console.log(`\n${destination}, ${what} (${engine.kind})`)
  const env = { FETCH_ALLOWED_HOSTS: pictures.host }
  const prepared = await prepare(engine, rowCount, { scenario, env })
  const installation = await prepared.copy({ seed: numbers.seed })
  try {
    const found = await work({ installation, seed: numbers.seed, say: (line) => console.log(`  ${line}`) })
    console.log(found.length === 0 ? '  right' : `  WRONG\n    ${found.slice(0, 20).join('\n    ')}`)
    wrong.push(...found)
  } finally {
    await installation.remove()
    await prepared.remove()
  }
}

try {
  for (const destination of values.destination ? [values.destination] : Object.keys(scenarios)) {
    if (wanted('undo')) await measure(destination, 'undone and undone again', numbers.rows, measureUndo)
    if (wanted('edits'))
      await measure(destination, `${numbers.edits} edits in between`, numbers.rows, (work) =>
        measureEdits(work, numbers.edits),
      )
    if (wanted('take-down') && destination === 'wix/blog')
      await measure(destination, `${numbers.pages} taken down`, numbers.pages, measureTakeDown)
    if (wanted('addresses'))
      await measure(
        destination,
        `${numbers.addresses} addresses left`,
        numbers.addresses,
        ({ installation, say }) => measureAddresses(installation, say),
      )
  }
  if (wanted('merges')) {
    console.log(`\n${values.merges} merges (${engine.kind})`)
    const { figures, violations } = await measureMerges(engine, Number(values.merges), numbers.seed)
    console.log(`  ${figures}`)
    console.log(
      violations.length === 0 ? '  right' : `  WRONG\n    ${violations.slice(0, 20).join('\n    ')}`,
    )
    wrong.push(...violations)
  }
} finally {
  await pictures.close()
  await server?.stop()
}
process.exitCode = wrong.length > 0 ? 1 : 0

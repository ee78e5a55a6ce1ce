// npm run test:seeds [-- ROUNDS]: the files with property tests, again and again, each time with another seed. Stops at
// the first round that fails and says how to repeat it.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSeed } from '../test/seed.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const rounds = Number(process.argv[2] ?? 10)
const files = ['src', 'test', 'web/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
    .filter((path) => /from 'fast-check'/.test(readFileSync(join(root, path), 'utf8'))),
)
// PostgreSQL draws the same as the embedded database, and most properties ask neither.
const without = process.env.TEST_POSTGRES_URL ? {} : { SEOMATIC_TEST_WITHOUT_POSTGRES: '1' }

for (let round = 1; round <= rounds; round++) {
  const seed = String(readSeed('random'))
  console.log(`\n=== Round ${round} of ${rounds}: SEED=${seed} ===`)
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', '--project', 'web', ...files],
    { cwd: root, env: { ...process.env, ...without, SEED: seed }, stdio: 'inherit' },
  )
  if (status !== 0) {
    console.log(`\nFailed. Again: SEED=${seed} npx vitest run FILE`)
    process.exit(1)
  }
}

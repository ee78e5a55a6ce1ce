import './bin/compile-cache.mjs'
import { defineConfig } from 'vitest/config'
import { ErrorList } from './test/error-list.ts'
import { shortLived as execArgv } from './test/helpers/short-lived.ts'
import { readSeed } from './test/seed.ts'
import { SlowFirst } from './test/slow-first.ts'

// Read once, so that all files of a run draw from the same.
process.env.SEED = String(readSeed(process.env.SEED))
const seeded = './test/seed-properties.ts'
/** What is started as a process of its own, and the processes for templates, are the built program's. */
const globalSetup = './test/build-program.ts'
/** Where scripts/test.ts wants to read what came of it. */
const report = process.env.SEOMATIC_TEST_REPORT
const jsonTo = (outputFile: string): ['json', { outputFile: string }] => ['json', { outputFile }]

/** How long `expect.poll` looks again: a busy machine is no failure. */
const expectations = { poll: { timeout: 20_000 } }

/** The program's own files are loaded by Node, which keeps what it made of them; tests and their helpers by vitest. */
const server = { deps: { external: [/\/src\/(?!.*\btest-)(?!.*\.test\.)/] } }

// Four groups: pure code and stores (node), screens (jsdom), the whole product in a browser (e2e), killed in a
// run (crash).
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    reporters: ['default', ...(report ? [jsonTo(report), new ErrorList(`${report}.errors`)] : [])],
    projects: [
      {
        test: {
          name: 'unit',
          server,
          globalSetup,
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          environment: 'node',
          expect: expectations,
          setupFiles: [seeded, './test/after-each-file.ts'],
          pool: 'forks',
          execArgv,
          // Loading the program anew for each file took nearly half of the time. A file leaves nothing behind.
          isolate: false,
          // Twice the cores, since they wait for more than half of their time.
          maxWorkers: 4,
          // The longest take half a minute alone; beside everything else on two cores, a few times that.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'web',
          include: ['web/src/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          expect: expectations,
          setupFiles: [seeded, 'web/src/test/setup.ts'],
          // Loading React and all screens anew for each file took nearly half of the time.
          isolate: false,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          server,
          globalSetup,
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          // What they use runs on the database that its users get, wherever the other tests run.
          env: { TEST_POSTGRES_URL: '' },
          expect: expectations,
          pool: 'forks',
          // As unit tests: each file loads the program again otherwise.
          isolate: false,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'crash',
          server,
          globalSetup,
          include: ['test/crash/**/*.test.ts'],
          environment: 'node',
          expect: expectations,
          pool: 'forks',
          execArgv,
          isolate: false,
          // They wait most of their time: for processes to start, for answers that never come.
          maxWorkers: 3,
          // Beside everything else on two cores, the longest took two minutes.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})

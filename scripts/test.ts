// npm test: every check there is, one after the other, all of them even when one fails. The last line is
// "N passed, N failed". `--checks` leaves out what takes minutes; names of steps run those alone
// (`npm test -- unit crash`).
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from '../test/helpers/chromium.ts'
import { ensurePostgres, type RunningPostgres } from '../test/helpers/postgres.ts'
import { type Count, countReport, type VitestReport } from './count-tests.ts'

interface Step {
  name: string
  title: string
  run(): Promise<Count>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'seomatic-npm-test-'))
/** A step that hangs must not hang whoever waits for the last line. */
const stepLimitMs = 30 * 60_000
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  // The reports are for people and for files; colour codes help neither in a log.
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }),
}
const notTested: string[] = []
let postgres: RunningPostgres | undefined

const steps: Step[] = [
  { name: 'biome', title: 'Formatting and lint', run: () => check('biome', ['check', '.']) },
  { name: 'types', title: 'Types', run: () => check('tsc', ['--noEmit', '-p', '.']) },
  {
    name: 'types',
    title: 'Types of the tests in a browser',
    run: () => check('tsc', ['--noEmit', '-p', 'test/e2e']),
  },
  { name: 'types', title: 'Types of the dashboard', run: () => check('tsc', ['--noEmit', '-p', 'web']) },
  { name: 'knip', title: 'Nothing unused', run: () => check('knip', []) },
  { name: 'unit', title: 'Unit tests, on both databases', run: () => withPostgres(() => tests('unit')) },
  {
    name: 'build',
    title: 'The dashboard builds',
    run: () => check('vite', ['build', 'web', '--logLevel', 'warn']),
  },
  { name: 'web', title: 'Screens', run: () => tests('web') },
  { name: 'e2e', title: 'The whole product in a browser', run: () => withChromium(() => tests('e2e')) },
  {
    name: 'crash',
    title: 'Killed in the middle of a run, on both databases',
    run: () => withPostgres(() => tests('crash')),
  },
]
const quick = ['biome', 'types', 'knip', 'unit']

async function main(): Promise<void> {
  const wanted = chooseSteps(process.argv.slice(2))
  const total: Count = { passed: 0, failed: 0 }
  const failedSteps: string[] = []
  for (const step of wanted) {
    console.log(`\n=== ${step.title} ===`)
    const startedAt = Date.now()
    const count = await step.run().catch((error: unknown) => {
      console.error(error)
      return { passed: 0, failed: 1 }
    })
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) failedSteps.push(step.title)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    console.log(`--- ${step.title}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
  }
  await postgres?.stop()
  rmSync(scratch, { recursive: true, force: true })

  console.log('')
  for (const reason of notTested) console.log(`NOT TESTED: ${reason}`)
  for (const title of failedSteps) console.log(`FAILED: ${title}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

function chooseSteps(args: string[]): Step[] {
  const names = args.flatMap((arg) => (arg === '--checks' ? quick : [arg]))
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    const known = [...new Set(steps.map((step) => step.name))].join(', ')
    console.error(`There is no step ${unknown.join(', ')}. Steps: ${known}; or --checks.`)
    process.exit(2)
  }
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name))
}

/** A command that is right or wrong as a whole. */
async function check(command: string, args: string[]): Promise<Count> {
  return (await run(command, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** One group of tests, counted from vitest's own report. */
async function tests(project: string): Promise<Count> {
  const file = join(scratch, `${project}.json`)
  const isDone = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) {
    console.error(`vitest ended without a report of ${project}`)
    return { passed: 0, failed: 1 }
  }
  const { count, remarks } = countReport(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, isDone)
  for (const remark of remarks) console.error(remark)
  return count
}

async function withPostgres(work: () => Promise<Count>): Promise<Count> {
  if (!env.TEST_POSTGRES_URL && env.SEOMATIC_TEST_WITHOUT_POSTGRES !== '1') {
    try {
      postgres = await ensurePostgres()
      env.TEST_POSTGRES_URL = postgres.url
    } catch (error) {
      env.SEOMATIC_TEST_WITHOUT_POSTGRES = '1'
      notTested.push(`everything on PostgreSQL. ${(error as Error).message}`)
    }
  }
  return work()
}

async function withChromium(work: () => Promise<Count>): Promise<Count> {
  try {
    env.CHROMIUM = ensureChromium()
  } catch (error) {
    notTested.push(`the dashboard in a real browser. ${(error as Error).message}`)
    console.log((error as Error).message)
    return { passed: 0, failed: 0 }
  }
  return work()
}

/** True when it ended with 0 in time. Its words go where ours go. */
function run(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    const limit = setTimeout(() => {
      console.error(`${command} did not end within ${stepLimitMs / 60_000} minutes and was stopped`)
      child.kill('SIGKILL')
    }, stepLimitMs)
    child.once('error', (error) => {
      clearTimeout(limit)
      console.error(`${command} could not be started: ${error.message}`)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearTimeout(limit)
      resolve(code === 0)
    })
  })
}

await main()

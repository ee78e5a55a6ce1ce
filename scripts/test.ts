// npm test: every check there is, all of them even when one fails. The last line is "N passed, N failed". `--checks`
// leaves out what takes minutes, as tests on databases do; names of steps run those alone (`npm test -- unit crash`). What tests the whole
// product in a browser mostly waits, so it and then the screens run beside the unit tests and then kill -9; their words
// are kept until they have ended.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from '../test/helpers/chromium.ts'
import { ensurePostgres, type RunningPostgres } from '../test/helpers/postgres.ts'
import { findLightTests } from '../test/light-tests.ts'
import { readSeed } from '../test/seed.ts'
import type { Count } from './count-tests.ts'
import { run, say, type Words } from './run-command.ts'
import { type Result, runTests } from './run-tests.ts'

interface Step {
  name: string
  title: string
  /** Beside the unit tests and kill -9, not after them. */
  isBeside?: boolean
  /** The step that does all of this one too. */
  isPartOf?: string
  run(words: Words): Promise<Result>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'seomatic-npm-test-'))
const inMemory = makeMemoryFolder()
const env: NodeJS.ProcessEnv = {
  ...process.env,
  ...(inMemory !== null && { TMPDIR: inMemory }),
  // One for all of it, so that what fails is run again with the same.
  SEED: String(readSeed(process.env.SEED)),
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  // The reports are for people and for files; colour codes help neither in a log.
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }),
}
const notTested: string[] = []
let postgres: Promise<RunningPostgres | undefined> | undefined

const steps: Step[] = [
  { name: 'biome', title: 'Formatting and lint', run: check('biome', ['check', '.']) },
  { name: 'types', title: 'Types', run: types('.') },
  { name: 'types', title: 'Types of the tests in a browser', run: types('test/e2e') },
  { name: 'types', title: 'Types of the dashboard', run: types('web') },
  { name: 'knip', title: 'Nothing unused', run: check('knip', []) },
  {
    name: 'build',
    title: 'The dashboard builds',
    run: check('vite', ['build', 'web', '--logLevel', 'warn']),
  },
  {
    name: 'build',
    title: 'The program builds',
    run: check('node', ['scripts/build-program.ts']),
  },
  { name: 'unit', title: 'Unit tests, on both databases', run: withPostgres(tests('unit')) },
  {
    name: 'light',
    title: 'Unit tests without a database',
    isPartOf: 'unit',
    run: tests('unit', findLightTests),
  },
  {
    name: 'crash',
    title: 'Killed in the middle of a run, on both databases',
    run: withPostgres(tests('crash')),
  },
  {
    name: 'e2e',
    title: 'The whole product in a browser',
    isBeside: true,
    run: withChromium(tests('e2e')),
  },
  // Last: they compute all the time, which goes well beside processes that are started and killed.
  { name: 'web', title: 'Screens', isBeside: true, run: tests('web', () => ['--maxWorkers=2']) },
]
const quick = ['biome', 'types', 'knip', 'light']

/**
 * Where the tests keep their files: in memory, where there is plenty. Thousands of times they wait for a disk to keep a
 * commit, which proves nothing: only a power cut would tell. Null where the usual folder has to do.
 */
function makeMemoryFolder(): string | null {
  const place = '/dev/shm'
  if (process.env.TMPDIR || !existsSync(place) || freemem() < 8e9) return null
  const prefix = 'seomatic-npm-test-'
  // Left behind by one that was killed.
  for (const name of readdirSync(place).filter((one) => one.startsWith(prefix))) {
    const path = join(place, name)
    if (Date.now() - statSync(path).mtimeMs > 4 * 3_600_000) rmSync(path, { recursive: true, force: true })
  }
  const { bavail, bsize } = statfsSync(place)
  if (bavail * bsize < 6e9) return null
  const folder = mkdtempSync(join(place, prefix))
  // PostgreSQL has its data there and, where we are root, runs as somebody else, who has to get there.
  chmodSync(folder, 0o711)
  return folder
}

async function main(): Promise<void> {
  process.once('exit', () => {
    for (const folder of [scratch, inMemory])
      if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  // Without these nothing is cleared away when somebody interrupts.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const wanted = chooseSteps(process.argv.slice(2))
  const results: (Result & { title: string })[] = []
  const inTurn = async (list: Step[], isHeld: boolean) => {
    for (let step = list.shift(); step; step = list.shift())
      results.push({ title: step.title, ...(await runStep(step, isHeld)) })
  }
  const beside = wanted.filter((step) => step.isBeside)
  const first = wanted.filter((step) => !step.isBeside)
  // Browsers and processes use the dashboard that is built before.
  const isLong = ({ name }: Step) => name === 'unit' || name === 'crash'
  const long = first.filter(isLong)
  const short = first.filter((step) => !isLong(step))
  // Each keeps a core busy, and hardly more than one. Two at a time take from the same list.
  const areTwo = short.length > 1
  await Promise.all([inTurn(short, areTwo), inTurn(short, areTwo)])
  const isHeld = long.length > 0
  if (isHeld && beside.length > 0) {
    const titles = beside.map(({ title }) => title).join('; ')
    console.log(`\nBeside these, each shown when it has ended: ${titles}`)
  }
  await Promise.all([inTurn(long, false), inTurn(beside, isHeld)])
  const unsteady = await runFailedAgain(results)
  await (await postgres)?.stop()

  console.log('')
  for (const reason of notTested) console.log(`NOT TESTED: ${reason}`)
  for (const test of unsteady) console.log(`UNSTEADY: ${test}`)
  for (const { title, count } of results) if (count.failed > 0) console.log(`FAILED: ${title}`)
  const sum = (of: (count: Count) => number) => results.reduce((all, { count }) => all + of(count), 0)
  const failed = sum((count) => count.failed)
  console.log(`${sum((count) => count.passed)} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

/** Alone, when nothing else runs any more: what passes then counts as passed. Returns what did, to be told loudly. */
async function runFailedAgain(results: (Result & { title: string })[]): Promise<string[]> {
  const unsteady: string[] = []
  for (const result of results) {
    if (!result.runAgain) continue
    console.log(`\n=== Once more, alone: what failed of ${result.title} ===\n`)
    const second = await result.runAgain({ isHeld: false, text: '' })
    result.count = second.count
    unsteady.push(...second.unsteady)
  }
  return unsteady
}

async function runStep(step: Step, isHeld: boolean): Promise<Result> {
  const words: Words = { isHeld, text: '' }
  say(words, `\n=== ${step.title} ===\n`)
  const startedAt = Date.now()
  const result = await step.run(words).catch((error: unknown): Result => {
    say(words, `${error instanceof Error ? error.stack : error}\n`)
    return { count: { passed: 0, failed: 1 } }
  })
  const { count } = result
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  say(words, `--- ${step.title}: ${count.passed} passed, ${count.failed} failed (${seconds} s)\n`)
  if (isHeld) process.stdout.write(words.text)
  return result
}

function chooseSteps(args: string[]): Step[] {
  const names = args.flatMap((arg) => (arg === '--checks' ? quick : [arg]))
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    const known = [...new Set(steps.map((step) => step.name))].join(', ')
    console.error(`There is no step ${unknown.join(', ')}. Steps: ${known}; or --checks.`)
    process.exit(2)
  }
  return names.length === 0
    ? steps.filter((step) => !step.isPartOf)
    : steps.filter((step) => names.includes(step.name))
}

/** A command that is right or wrong as a whole. */
function check(command: string, args: string[]): Step['run'] {
  return async (words) =>
    (await run(words, command, args, { cwd: root, env }))
      ? { count: { passed: 1, failed: 0 } }
      : { count: { passed: 0, failed: 1 } }
}

/** One checker: four, as are usual, do much of their work four times, and two projects are checked at a time. */
function types(project: string): Step['run'] {
  return check('tsc', ['--noEmit', '--checkers', '1', '-p', project])
}

/** One group of tests, or some of its files; `args` are vitest's. */
function tests(project: string, args: () => string[] = () => []): Step['run'] {
  return (words) => runTests(words, { root, scratch, env }, project, args())
}

/** One server for all steps, started by the first that needs it. */
function withPostgres(work: Step['run']): Step['run'] {
  return async (words) => {
    postgres ??= startPostgres()
    await postgres
    return work(words)
  }
}

async function startPostgres(): Promise<RunningPostgres | undefined> {
  if (env.TEST_POSTGRES_URL || env.SEOMATIC_TEST_WITHOUT_POSTGRES === '1') return undefined
  try {
    const server = await ensurePostgres({ within: env.TMPDIR })
    env.TEST_POSTGRES_URL = server.url
    return server
  } catch (error) {
    env.SEOMATIC_TEST_WITHOUT_POSTGRES = '1'
    notTested.push(`everything on PostgreSQL. ${(error as Error).message}`)
    return undefined
  }
}

function withChromium(work: Step['run']): Step['run'] {
  return async (words) => {
    try {
      env.CHROMIUM = ensureChromium()
    } catch (error) {
      notTested.push(`the dashboard in a real browser. ${(error as Error).message}`)
      say(words, `${(error as Error).message}\n`)
      return { count: { passed: 0, failed: 0 } }
    }
    return work(words)
  }
}

await main()

// One group of tests of `npm test`, counted from vitest's own report. What fails in few files has a second chance.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StrayError } from '../test/error-list.ts'
import { type Count, countReport, filesToRunAgain, type VitestReport, withSecondRun } from './count-tests.ts'
import { run, say, type Words } from './run-command.ts'

export interface Result {
  count: Count
  /** Where few files failed: runs them alone, and says what comes of the whole step and which tests needed it. */
  runAgain?(words: Words): Promise<SecondResult>
}

export interface SecondResult {
  count: Count
  unsteady: string[]
}

export interface Place {
  /** Of the repository. */
  root: string
  /** For reports. */
  scratch: string
  env: NodeJS.ProcessEnv
}

/** All files of a project of vitest.config.ts, unless `args` names some or changes how they run. */
export async function runTests(words: Words, place: Place, project: string, args: string[]): Promise<Result> {
  const first = await vitest(words, place, project, args)
  if (!first) return { count: { passed: 0, failed: 1 } }
  const count = counted(words, first)
  const again = filesToRunAgain(first.report)
  if (count.failed === 0 || again.length === 0) return { count }
  return {
    count,
    runAgain: async (itsWords) => {
      const second = await vitest(itsWords, place, project, ['--no-file-parallelism', ...again])
      if (!second) return { count, unsteady: [] }
      const { report, unsteady } = withSecondRun(first.report, second.report)
      const names = unsteady.map((text) => text.replaceAll(place.root, ''))
      return { count: counted(itsWords, { ...second, report }), unsteady: names }
    },
  }
}

interface Run {
  report: VitestReport
  /** vitest itself ended with 0. */
  isDone: boolean
}

function counted(words: Words, { report, isDone }: Run): Count {
  const { count, remarks } = countReport(report, isDone)
  for (const remark of remarks) say(words, `${remark}\n`)
  return count
}

let runs = 0
async function vitest(
  words: Words,
  { root, scratch, env }: Place,
  project: string,
  args: string[],
): Promise<Run | undefined> {
  runs += 1
  const file = join(scratch, `${project}-${runs}.json`)
  const isDone = await run(words, 'vitest', ['run', '--project', project, ...args], {
    cwd: root,
    env: { ...env, SEOMATIC_TEST_REPORT: file },
  })
  if (!existsSync(file)) {
    say(words, `vitest ended without a report of ${project}\n`)
    return undefined
  }
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
  const strayErrors: StrayError[] = existsSync(`${file}.errors`) ? read(`${file}.errors`) : []
  return { report: { ...read(file), strayErrors }, isDone }
}

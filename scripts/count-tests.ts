// What a report of vitest amounts to. Nothing that did not run may look as if it had passed.
import type { StrayError } from '../test/error-list.ts'

export interface Count {
  passed: number
  failed: number
}

/** One file of tests, as vitest reports it. */
interface FileReport {
  name: string
  status: string
  assertionResults: { status: string; fullName: string }[]
}

/** The part of vitest's JSON report that is read here, and what it leaves out. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: FileReport[]
  strayErrors: StrayError[]
}

/** More than these, and it is no matter of luck: running them again would only take time. */
const mostFilesAgain = 3

/** `isDone`: vitest itself ended with 0. */
export function countReport(report: VitestReport, isDone: boolean): { count: Count; remarks: string[] } {
  const remarks: string[] = []
  let failed = report.numFailedTests
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed')) {
      failed += 1
      remarks.push(`${file.name} failed as a whole: it could not be loaded, or its set-up failed`)
    }
  }
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) {
    failed += skipped
    const names = report.testResults.flatMap((file) =>
      file.assertionResults
        .filter((one) => ['pending', 'skipped', 'todo', 'disabled'].includes(one.status))
        .map((one) => `  ${one.fullName}`),
    )
    remarks.push(
      `${skipped} tests were skipped, and a test that does not run proves nothing:`,
      ...names.slice(0, 50),
    )
  }
  for (const { message, file } of report.strayErrors)
    remarks.push(`an error outside every test${file ? ` of ${file}` : ''}: ${message}`)
  if ((!isDone || report.strayErrors.length > 0) && failed === 0) {
    failed = 1
    remarks.push('vitest ended with an error though no test failed: see the unhandled errors above')
  }
  if (report.numPassedTests + failed === 0) {
    failed = 1
    remarks.push('not one test ran')
  }
  return { count: { passed: report.numPassedTests, failed }, remarks }
}

/** The files that failed, where they are few enough to be run once more; else none. */
export function filesToRunAgain({ testResults, strayErrors }: VitestReport): string[] {
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)
  const files = new Set([...failed, ...strayErrors.flatMap(({ file }) => file ?? [])])
  return files.size > mostFilesAgain ? [] : [...files]
}

/**
 * The report in which the files that ran again count as they did the second time, and a line for each test that
 * needed it. A file of which the second run says nothing stays as it was.
 */
export function withSecondRun(
  first: VitestReport,
  second: VitestReport,
): { report: VitestReport; unsteady: string[] } {
  const again = new Map(second.testResults.map((file) => [file.name, file]))
  const testResults = first.testResults.map((file) => again.get(file.name) ?? file)
  const count = (...states: string[]) =>
    testResults.flatMap((file) => file.assertionResults).filter(({ status }) => states.includes(status))
      .length
  const report = {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending', 'skipped', 'disabled'),
    numTodoTests: count('todo'),
    testResults,
    strayErrors: [
      ...first.strayErrors.filter(({ file }) => file === undefined || !again.has(file)),
      ...second.strayErrors,
    ],
  }
  const unsteady = first.testResults.flatMap((file) => unsteadyOf(file, again.get(file.name)))
  const strays = first.strayErrors.filter(({ file }) => file !== undefined && again.has(file))
  return {
    report,
    unsteady: [
      ...unsteady.map((what) => `${what} failed once and passed when run again`),
      ...strays.map(
        ({ file, message }) =>
          `${file} > an error outside its tests came once, not when run again: ${message}`,
      ),
    ],
  }
}

function unsteadyOf(first: FileReport, second: FileReport | undefined): string[] {
  if (!second) return []
  const failed = first.assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length === 0)
    return first.status === 'failed' && second.status === 'passed'
      ? [`${first.name} > the file as a whole`]
      : []
  const passed = new Set(
    second.assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName),
  )
  return failed
    .filter(({ fullName }) => passed.has(fullName))
    .map(({ fullName }) => `${first.name} > ${fullName}`)
}

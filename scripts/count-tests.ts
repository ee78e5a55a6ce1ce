// What a report of vitest amounts to. Nothing that did not run may look as if it had passed.

export interface Count {
  passed: number
  failed: number
}

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

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
  if (!isDone && failed === 0) {
    failed = 1
    remarks.push('vitest ended with an error though no test failed: see the unhandled errors above')
  }
  if (report.numPassedTests + failed === 0) {
    failed = 1
    remarks.push('not one test ran')
  }
  return { count: { passed: report.numPassedTests, failed }, remarks }
}

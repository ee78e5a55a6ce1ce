import { expect, it } from 'vitest'
import { countReport, type VitestReport } from '../scripts/count-tests.ts'

function report(given: Partial<VitestReport> = {}): VitestReport {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...given,
  }
}

it('counts what passed and what failed', () => {
  expect(countReport(report({ numFailedTests: 2 }), false).count).toEqual({ passed: 3, failed: 2 })
  expect(countReport(report(), true)).toEqual({ count: { passed: 3, failed: 0 }, remarks: [] })
})

it('counts every skipped test as failed and names it', () => {
  const file = {
    name: 'a.test.ts',
    status: 'passed',
    assertionResults: [{ status: 'pending', fullName: 'publishes once' }],
  }
  const { count, remarks } = countReport(
    report({ numPendingTests: 1, numTodoTests: 1, testResults: [file] }),
    true,
  )
  expect(count.failed).toBe(2)
  expect(remarks.join('\n')).toContain('publishes once')
})

it('counts a file that could not be loaded', () => {
  const file = { name: 'broken.test.ts', status: 'failed', assertionResults: [] }
  const { count, remarks } = countReport(report({ testResults: [file] }), false)
  expect(count).toEqual({ passed: 3, failed: 1 })
  expect(remarks[0]).toContain('broken.test.ts')
})

it('counts an error outside every test, and a run of nothing', () => {
  expect(countReport(report(), false).count.failed).toBe(1)
  expect(countReport(report({ numPassedTests: 0 }), true).count.failed).toBe(1)
})

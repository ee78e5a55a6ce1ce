import { describe, expect, it } from 'vitest'
import { countReport, filesToRunAgain, type VitestReport, withSecondRun } from '../scripts/count-tests.ts'

function report(given: Partial<VitestReport> = {}): VitestReport {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    strayErrors: [],
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

it('names the error outside every test', () => {
  const strayErrors = [{ message: 'read ECONNRESET', file: 'a.test.ts' }]
  const { count, remarks } = countReport(report({ strayErrors }), false)
  expect(count).toEqual({ passed: 3, failed: 1 })
  expect(remarks[0]).toContain('a.test.ts: read ECONNRESET')
})

describe('a file that failed', () => {
  const file = (name: string, tests: Record<string, string>, status?: string) => ({
    name,
    status: status ?? (Object.values(tests).includes('failed') ? 'failed' : 'passed'),
    assertionResults: Object.entries(tests).map(([fullName, state]) => ({ fullName, status: state })),
  })
  const ofFiles = (...testResults: VitestReport['testResults']) => report({ testResults })

  it('is run again, unless too many failed', () => {
    const fallen = ['a', 'b', 'c', 'd'].map((name) => file(name, { works: 'failed' }))
    expect(filesToRunAgain(ofFiles(...fallen.slice(0, 3), file('e', { works: 'passed' })))).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(filesToRunAgain(ofFiles(...fallen))).toEqual([])
    expect(filesToRunAgain(ofFiles(file('e', { works: 'passed' })))).toEqual([])
  })

  it('counts as passed when it passes then, and is named', () => {
    const first = ofFiles(file('a', { one: 'passed', two: 'failed' }), file('b', { three: 'passed' }))
    const second = ofFiles(file('a', { one: 'passed', two: 'passed' }))
    const { report: both, unsteady } = withSecondRun(first, second)
    expect(countReport(both, true)).toEqual({ count: { passed: 3, failed: 0 }, remarks: [] })
    expect(unsteady).toEqual(['a > two failed once and passed when run again'])
  })

  it('counts as failed when it fails again, with whatever fails then', () => {
    const first = ofFiles(file('a', { one: 'failed', two: 'failed', three: 'passed' }))
    const second = ofFiles(file('a', { one: 'failed', two: 'passed', three: 'failed' }))
    const { report: both, unsteady } = withSecondRun(first, second)
    expect(countReport(both, false).count).toEqual({ passed: 1, failed: 2 })
    expect(unsteady).toEqual(['a > two failed once and passed when run again'])
  })

  it('counts as it was when the second run says nothing of it', () => {
    const first = ofFiles(file('a', { one: 'failed' }))
    const { report: both, unsteady } = withSecondRun(first, ofFiles())
    expect(countReport(both, false).count.failed).toBe(1)
    expect(unsteady).toEqual([])
  })

  it('may have failed as a whole, its tests not run to the end', () => {
    const first = ofFiles(file('a', {}, 'failed'), file('b', { one: 'passed', two: 'pending' }, 'failed'))
    const second = ofFiles(file('a', { zero: 'passed' }), file('b', { one: 'passed', two: 'passed' }))
    const { report: both, unsteady } = withSecondRun(first, second)
    expect(countReport(both, true)).toEqual({ count: { passed: 3, failed: 0 }, remarks: [] })
    expect(unsteady).toEqual([
      'a > the file as a whole failed once and passed when run again',
      'b > the file as a whole failed once and passed when run again',
    ])
  })

  it('may have failed by an error outside its tests; one that belongs to no file is never settled', () => {
    const passed = ofFiles(file('a', { one: 'passed' }))
    const first = { ...passed, strayErrors: [{ message: 'late', file: 'a' }] }
    expect(filesToRunAgain(first)).toEqual(['a'])
    const { report: both, unsteady } = withSecondRun(first, passed)
    expect(countReport(both, true).count).toEqual({ passed: 1, failed: 0 })
    expect(unsteady[0]).toContain('a > an error outside its tests')
    const lost = { ...first, strayErrors: [...first.strayErrors, { message: 'lost' }] }
    expect(countReport(withSecondRun(lost, passed).report, true).count.failed).toBe(1)
  })
})

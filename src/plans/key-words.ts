// What a plan says of rows that seem to have had another key before, and of their pages. Pure.
import type { Problem } from '../api/problem.ts'
import type { RowProblem } from './items.ts'
import type { KeyPair, Pairing } from './pair-keys.ts'

export function unclearProblems(unclear: Pairing['unclear']): RowProblem[] {
  const problems = unclear.flatMap(({ by, rowKeys, formerKeys }) => [
    ...rowKeys.map((rowKey) => ({ rowKey, problem: unclearRow(by, formerKeys) })),
    ...formerKeys.map((rowKey) => ({ rowKey, problem: unclearPage(by, rowKeys) })),
  ])
  // By address and by title: once is enough.
  return [...new Map(problems.map((one) => [one.rowKey, one])).values()]
}

export function mayBe({ formerKey, by }: KeyPair, hasRow: boolean): Problem {
  return {
    code: 'key_changed',
    severity: 'error',
    message: `It has the ${by} of the page of "${formerKey}", whose row ${hasRow ? 'says something else now' : 'is gone'}. Say in the plan whether it is the same page; until then neither goes.`,
  }
}

/** In a plan in which it cannot be said. */
export function mayBeElsewhere({ formerKey, by }: KeyPair, hasRow: boolean): Problem {
  return {
    code: 'key_changed',
    severity: 'error',
    message: `It has the ${by} of the page of "${formerKey}", whose row ${hasRow ? 'says something else now' : 'is gone'}. Say in a plan of all pages whether it is the same page; until then it does not go.`,
  }
}

export function mayGoOn({ rowKey, by }: KeyPair): Problem {
  return {
    code: 'key_changed',
    severity: 'error',
    message: `Its row is gone, and the new row "${rowKey}" has the same ${by}. Say in the plan whether it is the same page; until then neither goes.`,
  }
}

const named = 3

function unclearRow(by: string, formerKeys: readonly string[]): Problem {
  return {
    code: 'key_unclear',
    severity: 'warning',
    message: `Pages whose row is gone have this ${by} (${some(formerKeys)}), and so has another row or page, so that nobody can tell which is which. It counts as a new page.`,
  }
}

function unclearPage(by: string, rowKeys: readonly string[]): Problem {
  return {
    code: 'key_unclear',
    severity: 'warning',
    message: `New rows have the ${by} of this page (${some(rowKeys)}), and so has another row or page, so that nobody can tell which is which. It counts as a page without a row.`,
  }
}

function some(keys: readonly string[]): string {
  const shown = keys.slice(0, named).map((key) => `"${key}"`)
  return keys.length > named ? `${shown.join(', ')}, ...` : shown.join(', ')
}

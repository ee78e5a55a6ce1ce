// What coverage says of the branches of one field, as marks of the editor. Pure.
import { branchNotice, branchShare, isTold } from '../../../../src/api/branch-words.ts'
import type { CoveredBranch } from '../../../../src/api/coverage.ts'
import { count } from '../../ui/format.ts'
import type { BranchMark } from './coverage-marks.ts'

/** What an author should look at, in a few words; null where all is well. */
export function noticeWords(branch: CoveredBranch): string | null {
  const notice = branchNotice(branch)
  if (notice === null) return null
  return notice === 'nobody' ? 'No row comes here' : 'More often used than not'
}

/** @param onlyNotices leaves out what nobody need look at */
export function marksOf(branches: readonly CoveredBranch[], onlyNotices: boolean): BranchMark[] {
  return branches.filter(isTold).flatMap((branch) => {
    const notice = noticeWords(branch)
    if (onlyNotices && notice === null) return []
    return [
      {
        line: branch.line,
        column: branch.column,
        text: branch.rows === 0 ? 'no row' : branchShare(branch),
        title: `${count(branch.rows)} of ${count(branch.of)} rows${notice === null ? '' : `. ${notice}.`}`,
        tone: notice === null ? 'quiet' : 'warn',
      },
    ]
  })
}

// Below the editor: each branch of the template with how many rows take it, leading to its place.
import { Button } from '@mantine/core'
import { branchShare, branchWords, isTold } from '../../../../src/api/branch-words.ts'
import type { Coverage, CoveredBranch } from '../../../../src/api/coverage.ts'
import { useCountBranches } from '../../queries/pages.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { noticeWords } from './branch-marks.ts'
import classes from './Coverage.module.css'

interface Props {
  projectId: string
  coverage: Coverage | undefined
  error: Error | null
  /** What is written is not saved, and only what is saved is counted. */
  isDirty: boolean
  labelOf: (field: string | undefined) => string
  onGo: (branch: CoveredBranch) => void
}

export function CoverageList({ projectId, coverage, error, isDirty, labelOf, onGo }: Props) {
  const counting = useCountBranches(projectId)
  if (error) return <ErrorNote title="The coverage could not be loaded" error={error} />
  if (!coverage) return null
  const isRunning = coverage.state === 'running' && coverage.isCurrent
  const needsCount = !isRunning && !(coverage.state === 'done' && coverage.isCurrent)
  return (
    <div className={classes.coverage}>
      <div className={classes.head}>
        <p role="status">{headOf(coverage, isDirty)}</p>
        {needsCount && (
          <Button size="xs" variant="default" loading={counting.isPending} onClick={() => counting.mutate()}>
            {coverage.state === 'none' ? 'Count the rows' : 'Count again'}
          </Button>
        )}
        {isRunning && (
          <progress
            aria-label="Rows counted"
            className={classes.progress}
            value={coverage.counted}
            max={Math.max(1, coverage.rows)}
          />
        )}
      </div>
      {counting.error && <ErrorNote title="The rows were not counted" error={counting.error} />}
      {coverage.branches.length > 0 && (
        <ul aria-label="Branches of the template">
          {coverage.branches.filter(isTold).map((branch) => (
            <Branch key={branch.id} branch={branch} place={placeOf(branch, labelOf)} onGo={onGo} />
          ))}
        </ul>
      )}
    </div>
  )
}

function placeOf({ field, line }: CoveredBranch, labelOf: Props['labelOf']): string {
  return `${labelOf(field)}, line ${line}`
}

function headOf(
  { state, isCurrent, branches, rows, counted: done, failed, templateVersion, message }: Coverage,
  isDirty: boolean,
): string {
  if (state === 'none')
    return 'How many rows take each branch: what nobody takes, and fallbacks that most rows take, show here.'
  if (state === 'failed') return message ?? 'The rows were not counted.'
  if (state === 'running') return `Counted ${count(done)} of ${counted(rows, 'row')}`
  const failures = failed === 0 ? '' : ` ${counted(failed, 'row')} could not be filled in.`
  if (!isCurrent)
    return `Of version ${templateVersion}; the template or the data have changed since.${failures}`
  if (branches.length === 0) return 'This template has no conditions, lists or fallbacks.'
  return `${counted(rows, 'row')}, version ${templateVersion}.${isDirty ? ' Unsaved changes are not counted.' : ''}${failures}`
}

interface BranchProps {
  branch: CoveredBranch
  place: string
  onGo: (branch: CoveredBranch) => void
}

function Branch({ branch, place, onGo }: BranchProps) {
  const notice = noticeWords(branch)
  return (
    <li data-inner={branch.within !== null || undefined}>
      <button type="button" onClick={() => onGo(branch)} data-notice={notice !== null || undefined}>
        <span className={classes.place}>{place}</span>
        <span className={classes.words}>
          <b>{branchWords[branch.kind]}</b>
          {branch.kind !== 'none' && branch.kind !== 'empty' && <code>{branch.text}</code>}
          {notice && <em>{notice}</em>}
        </span>
        <span className={classes.bar} aria-hidden>
          <span style={{ inlineSize: `${branch.of === 0 ? 0 : (branch.rows / branch.of) * 100}%` }} />
        </span>
        <span className={classes.share}>{branchShare(branch)}</span>
        <span className={classes.rows}>{counted(branch.rows, 'row')}</span>
      </button>
    </li>
  )
}

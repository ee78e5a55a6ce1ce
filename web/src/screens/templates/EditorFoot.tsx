// Below the editor, one at a time: what is wrong with the template, and how many rows take each of its branches.
import { lazy, Suspense } from 'react'
import type { Coverage, CoveredBranch } from '../../../../src/api/coverage.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import { numbered } from '../../ui/format.ts'
import { SubTabs } from '../pages/SubTabs.tsx'
import { ErrorStrip } from './ErrorStrip.tsx'
import classes from './Templates.module.css'

const CoverageList = lazy(async () => ({ default: (await import('./CoverageList.tsx')).CoverageList }))

export type FootView = 'mistakes' | 'coverage'

interface Props {
  view: FootView
  onView: (view: FootView) => void
  problems: Problem[]
  /** Null where no project has rows to count. */
  counted: { projectId: string; coverage: Coverage | undefined; error: Error | null; isDirty: boolean } | null
  labelOf: (field: string | undefined) => string
  onGo: (place: Problem | CoveredBranch) => void
}

export function EditorFoot({ view, onView, problems, counted, labelOf, onGo }: Props) {
  return (
    <div className={classes.foot} data-view={view}>
      {counted && (
        <SubTabs
          label="About the template"
          active={view}
          onChange={onView}
          tabs={[
            { value: 'mistakes', label: numbered('Mistakes', problems.length) },
            { value: 'coverage', label: 'Coverage' },
          ]}
        />
      )}
      {view === 'mistakes' || !counted ? (
        <ErrorStrip problems={problems} labelOf={labelOf} onGo={onGo} />
      ) : (
        <Suspense fallback={null}>
          <CoverageList {...counted} labelOf={labelOf} onGo={onGo} />
        </Suspense>
      )}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { coverageQuery } from '../../queries/pages.ts'
import { marksOf } from './branch-marks.ts'
import type { BranchMark } from './coverage-marks.ts'
import type { TemplateDraft } from './useTemplateDraft.ts'

const none: BranchMark[] = []

/**
 * How many rows take each branch, for the list and for the marks in the texts. A text that was changed since has none:
 * its lines are others.
 * @param isOpen the list is open: then every branch has its mark, else only what the author should look at
 */
export function useCoverage(project: Project | undefined, draft: TemplateDraft, isOpen: boolean) {
  const query = useQuery({ ...coverageQuery(project?.id ?? ''), enabled: project !== undefined })
  const coverage = query.data
  const isOfBase =
    coverage !== undefined && coverage.state === 'done' && coverage.templateVersion === draft.base.version
  const marks = useMemo(
    () =>
      isOfBase
        ? new Map(
            [...Map.groupBy(coverage.branches, ({ field }) => field)].map(([field, branches]) => [
              field,
              marksOf(branches, !isOpen),
            ]),
          )
        : new Map<string, BranchMark[]>(),
    [coverage, isOfBase, isOpen],
  )
  return {
    marksOf: (field: string) =>
      draft.texts[field] === draft.base.fields[field] ? (marks.get(field) ?? none) : none,
    counted: project
      ? { projectId: project.id, coverage, error: coverage ? null : query.error, isDirty: draft.isDirty }
      : null,
  }
}

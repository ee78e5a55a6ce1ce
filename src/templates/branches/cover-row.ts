// Which branches a row takes. Runs in the render processes, as everything does that runs a template.
import type { Problem } from '../../api/problem.ts'
import { prepareTemplate, type TemplateRow, type TemplateSource } from '../render-row.ts'
import { listBranches } from './find-branches.ts'
import { watchBranches } from './watch.ts'

export interface RowCoverage {
  /** Ids of branches, each once. */
  taken: number[]
  /** Why the template could not be filled with it. */
  problems: Problem[]
}

export function prepareCoverage(source: TemplateSource): (row: TemplateRow) => RowCoverage {
  const taken = new Set<number>()
  const branches = listBranches(source)
  const render = prepareTemplate(source, (field, parsed) =>
    watchBranches(
      parsed,
      branches.filter((one) => one.field === field),
      taken,
    ),
  )
  return (row) => {
    taken.clear()
    const { problems } = render(row)
    return { taken: [...taken], problems: problems.filter(({ severity }) => severity === 'error') }
  }
}

import { useQuery } from '@tanstack/react-query'
import type { Project } from '../../../../../src/api/project.ts'
import { projectOverviewQuery } from '../../../queries/overview.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import { Ahead } from './Ahead.tsx'
import { CategoryTree } from './CategoryTree.tsx'
import { ChecksByRule } from './ChecksByRule.tsx'
import { Figures } from './Figures.tsx'
import { LiveHistory } from './LiveHistory.tsx'
import { NeedList } from './NeedList.tsx'
import classes from './Overview.module.css'
import { RecentRuns } from './RecentRuns.tsx'

/** Where a project stands: what waits for somebody, how many pages are where, what was and what comes. */
export function OverviewTab({ project }: { project: Project }) {
  const query = useQuery(projectOverviewQuery(project.id, project.activeRunId !== null))
  const overview = query.data
  if (overview === undefined)
    return query.error ? (
      <ErrorState
        title="The overview could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <div className={classes.overview}>
        <BlockSkeleton lines={8} />
      </div>
    )
  return (
    <div className={classes.overview}>
      <NeedList needs={overview.needs} />
      <Figures project={project} pages={overview.pages} />
      <LiveHistory history={overview.history} />
      <div className={classes.parts}>
        <RecentRuns project={project} runs={overview.runs} />
        <Ahead project={project} overview={overview} />
        <CategoryTree project={project} />
        <ChecksByRule project={project} />
      </div>
    </div>
  )
}

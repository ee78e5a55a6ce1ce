import { Page } from '../../ui/Page.tsx'
import { ScheduleLines } from '../schedules/ScheduleLines.tsx'
import { RunList } from './RunList.tsx'
import classes from './Runs.module.css'

export function RunsScreen() {
  return (
    <Page width="full" title="Runs" lead="What was sent, page by page, and what Wix answered.">
      <div className={classes.schedules}>
        <ScheduleLines />
      </div>
      <RunList />
    </Page>
  )
}

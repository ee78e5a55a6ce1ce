import { useSearch } from '@tanstack/react-router'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { ScheduleLines } from '../schedules/ScheduleLines.tsx'
import { RunList } from './RunList.tsx'
import classes from './Runs.module.css'

export function RunsScreen() {
  return (
    <Page
      width="full"
      title="Runs"
      lead="What was sent, page by page, and what Wix answered."
      actions={
        <ButtonLink to="/runs/schedules" variant="default">
          All schedules
        </ButtonLink>
      }
    >
      <div className={classes.schedules}>
        <ScheduleLines />
      </div>
      <RunList
        of={useSearch({ from: '/shell/runs' })}
        action={<ButtonLink to="/projects">Go to projects</ButtonLink>}
      />
    </Page>
  )
}

import { Page } from '../../ui/Page.tsx'
import { RunsTable } from './RunsTable.tsx'

export function RunsScreen() {
  return (
    <Page title="Runs" lead="Every publishing of a plan, with what was sent and what Wix answered.">
      <RunsTable />
    </Page>
  )
}

import { Page } from '../../ui/Page.tsx'
import { RunsTable } from './RunsTable.tsx'

export function RunsScreen() {
  return (
    <Page title="Runs" lead="What was published, page by page, and what Wix answered.">
      <RunsTable />
    </Page>
  )
}

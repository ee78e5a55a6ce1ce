// A project as the rest of the program uses it.
import type { Project } from '../api/project.ts'
import type { RedirectRule } from '../api/redirect.ts'

export interface ProjectRecord {
  id: string
  workspaceId: string
  name: string
  datasetId: string
  connectionId: string
  templateId: string
  destination: string
  options: Record<string, unknown>
  /** What becomes of pages that changed here and in Wix. */
  edits: Project['edits']
  redirects: RedirectRule
  /** What was last read from the site; null where the destination needs nothing of it. See `SiteFacts`. */
  facts: unknown
  factsReadAt: string | null
}

/** The options as a destination takes them: with the facts of the site beside them. */
export function targetOptions({ options, facts }: Pick<ProjectRecord, 'options' | 'facts'>): object {
  return facts === null || facts === undefined ? options : { ...options, facts }
}

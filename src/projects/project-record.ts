// A project as the rest of the program uses it.

export interface ProjectRecord {
  id: string
  workspaceId: string
  name: string
  datasetId: string
  connectionId: string
  templateId: string
  destination: string
  options: Record<string, unknown>
}

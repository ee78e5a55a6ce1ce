import { useQuery } from '@tanstack/react-query'
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { Template } from '../../../../src/api/template.ts'
import { projectFieldsQuery } from '../../queries/projects.ts'
import { plainFields } from './template-fields.ts'

export interface TemplateFields {
  fields: FieldSpec[]
  /** Where they come from: the same on every site, read from the site of a project, or only named by the template. */
  from: 'destination' | 'site' | 'names'
  isLoading: boolean
  error: unknown
  retry: () => void
}

export function useTemplateFields(
  template: Template,
  destination: Destination,
  project: Project | undefined,
): TemplateFields {
  const isRead = destination.fieldsDependOnSite && project !== undefined
  const site = useQuery({ ...projectFieldsQuery(project?.id ?? ''), enabled: isRead })
  const rest = { isLoading: false, error: null, retry: () => void site.refetch() }
  if (isRead) {
    const { isPending: isLoading, error } = site
    return {
      ...rest,
      fields: site.data?.fields ?? [],
      from: 'site',
      isLoading,
      error: site.data ? null : error,
    }
  }
  if (!destination.fieldsDependOnSite || destination.fields.length > 0) {
    return { ...rest, fields: destination.fields, from: 'destination' }
  }
  return { ...rest, fields: plainFields(Object.keys(template.fields)), from: 'names' }
}

import { useQuery } from '@tanstack/react-query'
import { isOfAuthor, withAuthorNames } from '../../../../src/api/author-names.ts'
import type { FieldChange } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { choicesQuery } from '../../queries/connections.ts'

/** Names authors in changes; the site is asked only where one has changed. */
export function useAuthorNames(
  project: Project,
  changes: readonly FieldChange[],
): (change: FieldChange) => FieldChange {
  const query = choicesQuery(project.connection.id, project.destination, 'authors', '')
  const { data } = useQuery({ ...query, enabled: changes.some(isOfAuthor) })
  return (change) => withAuthorNames(change, data?.items ?? [])
}

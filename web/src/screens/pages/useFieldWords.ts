import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { projectFieldsQuery } from '../../queries/projects.ts'
import { fieldWord } from './field-words.ts'

/** Names of the fields of a project as people know them; a collection has names of its own. */
export function useFieldWords(projectId: string): (field: string) => string {
  const { data } = useQuery(projectFieldsQuery(projectId))
  return useCallback((field: string) => fieldWord(field, data?.fields), [data])
}

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { fieldWord } from '../plans/sentences.ts'
import { projectFieldsQuery } from './queries.ts'

/** Names of the fields of a project as people know them; a collection has names of its own. */
export function useFieldWords(projectId: string): (field: string) => string {
  const { data } = useQuery(projectFieldsQuery(projectId))
  return useCallback((field: string) => fieldWord(field, data?.fields), [data])
}

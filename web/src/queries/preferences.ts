import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Session } from '../../../src/api/session.ts'
import type { PreferencesPatch } from '../../../src/api/view.ts'
import { call, routes } from '../api.ts'
import { sessionQuery } from './session.ts'

/** Remembers how the person likes the dashboard; shown at once, and stored behind it. */
export function useChangePreferences() {
  const client = useQueryClient()
  const change = (patch: PreferencesPatch) =>
    client.setQueryData(
      sessionQuery.queryKey,
      (before: Session | undefined) =>
        before && { ...before, preferences: patched(before.preferences, patch) },
    )
  return useMutation({
    mutationFn: (patch: PreferencesPatch) => call(routes.preferences.update, { body: patch }),
    onMutate: change,
    onError: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
}

function patched(
  before: Session['preferences'],
  { singleKeys, columns }: PreferencesPatch,
): Session['preferences'] {
  const { [columns?.list ?? '']: _, ...others } = before.columns
  return {
    singleKeys: singleKeys ?? before.singleKeys,
    columns: !columns
      ? before.columns
      : columns.shown === null
        ? others
        : { ...others, [columns.list]: columns.shown },
  }
}

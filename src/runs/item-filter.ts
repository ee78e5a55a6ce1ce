// Which pages of a run a list shows, as SQL.

/** Which pages of a run. */
export interface ItemFilter {
  runId: string
  state: string | null
  /** Of pages that Wix has. */
  verification: string | null
}

/** Only what is asked for stands in it, so that an index fits. */
export function conditionOf({ runId, state, verification }: ItemFilter): {
  where: string
  params: unknown[]
} {
  const params: unknown[] = [runId]
  const filters = ['run_id = $1']
  const filter = (sql: string, value: unknown) => {
    params.push(value)
    filters.push(sql.replaceAll('?', `$${params.length}`))
  }
  if (state !== null) filter('state = ?', state)
  if (verification !== null) filter(`state = 'accepted' and verification = ?`, verification)
  return { where: filters.join(' and '), params }
}

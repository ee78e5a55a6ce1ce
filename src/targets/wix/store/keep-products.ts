// A row that only filled info sections never owned the product, so the product is never deleted for it.
import type { ItemOutcome, RemoteRef } from '../../target.ts'

export function keepProducts(refs: RemoteRef[]): Promise<ItemOutcome[]> {
  const problem = {
    code: 'sections_stay',
    severity: 'error' as const,
    message:
      'The product is not ours, so it was not deleted, and its info sections were left. To remove them, keep the row and leave their titles and texts blank, or remove them in Wix.',
  }
  return Promise.resolve(refs.map(({ rowKey }) => ({ rowKey, kind: 'rejected', problem, requestId: null })))
}

// Wix refuses a call in the same words for a missing permission, a revoked key and a key of another site. What the
// check of the connection finds afterwards tells them apart, and then the run says that.
import type { Database } from '../db/types.ts'
import { amendNotice } from '../notices/raise.ts'
import { writeDiary } from './diary.ts'
import type { RunRow } from './run-row.ts'

/** `refusal`: the words of the check; null when the connection is as good as the run needs it. */
export async function explainStop(
  database: Database,
  { id, message }: Pick<RunRow, 'id' | 'message'>,
  refusal: string | null,
): Promise<void> {
  if (refusal === null) return
  await database.transaction(async (tx) => {
    // Whoever resumed or cancelled it meanwhile is not told about an older stop.
    const { rowCount } = await tx.query(
      `update runs set message = $2 where id = $1 and state = 'needs_attention' and message is not distinct from $3`,
      [id, refusal, message],
    )
    if (rowCount !== 1) return
    await writeDiary(tx, id, 'stopped', refusal)
    await amendNotice(tx, 'run_needs_attention', id, { message: refusal })
  })
}

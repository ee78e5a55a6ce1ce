// The instant of a slot whose dates Wix has: from here on nobody changes them, and its pages are waited for.
import type { Tx } from '../db/types.ts'
import { markSlots } from './page-slot-store.ts'
import { sealSlots } from './slot-store.ts'

/** Before anything that dates pages anew: what Wix has made live by now is not theirs to date. */
export async function sealPassed(tx: Tx, scheduleId: string): Promise<void> {
  const passed = await sealSlots(tx, scheduleId, tx.now())
  if (passed.length > 0) await markSlots(tx, scheduleId, passed)
}

// Deleting files: into the Media Manager's trash, out of it, or for ever. Asynchronous, as Wix says, by a switch.

import type { Call } from '../route.ts'
import { fileId, placeOf, save } from './files.ts'

/** Ids that are unknown are passed over: the answer is empty either way. */
export function deleteFiles(call: Call, given: string[], isPermanent: boolean): void {
  const { mediaDeleteMs } = call.site.switches
  const atMs = call.steadyNow() + mediaDeleteMs
  for (const one of given) {
    const file = call.store.get('file', call.site.id, fileId(one))
    if (!file || placeOf(file, call.steadyNow()) === 'gone') continue
    const isTrashed = placeOf(file, call.steadyNow()) === 'trash'
    const updatedDate = call.writeTime()
    if (mediaDeleteMs > 0)
      save(call, { ...file, isDeleted: isTrashed, deletion: { atMs, isPermanent }, updatedDate })
    else if (isPermanent) call.store.remove('file', call.site.id, file.id)
    else save(call, { ...file, isDeleted: true, updatedDate })
  }
}

export function restoreFiles(call: Call, given: string[]): void {
  for (const one of given) {
    const file = call.store.get('file', call.site.id, fileId(one))
    if (!file || placeOf(file, call.steadyNow()) !== 'trash') continue
    const { deletion: _, ...rest } = file
    save(call, { ...rest, isDeleted: false, updatedDate: call.writeTime() })
  }
}

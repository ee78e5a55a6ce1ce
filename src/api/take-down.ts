// Pages that are taken off the site on purpose and stay off until somebody asks for them again.
import { z } from 'zod'

/** Off the site as a draft (or hidden, where a destination has that), in Wix's trash, or for good. */
export const downHows = ['draft', 'trash', 'deleted'] as const
/** `before`: on the site as it was before a run that was undone. */
export const pageDownHows = ['draft', 'trash', 'deleted', 'before'] as const
export const downHowSchema = z.enum(downHows)
export type DownHow = z.infer<typeof downHowSchema>

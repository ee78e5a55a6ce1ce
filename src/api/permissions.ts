// Permissions of Wix: what each is for, and what is lost without it.
import { z } from 'zod'

export const permissionSchema = z.object({
  /** As the API key screen of Wix spells it. */
  name: z.string(),
  purpose: z.string(),
  without: z.string(),
  /** Ids of destinations: their projects cannot publish without it. */
  requiredFor: z.array(z.string()),
  /** True: not on the list a key is made with, only a comfort. */
  optional: z.boolean(),
})
export type Permission = z.infer<typeof permissionSchema>

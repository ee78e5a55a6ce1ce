// Pictures that we brought to a site and that no page uses any more, and what was done with them.
import { z } from 'zod'

export const unusedImageSchema = z.object({
  /** Of the file in the Media Manager. */
  fileId: z.string(),
  /** The address it was imported from. */
  name: z.string(),
  /** Where the file is shown. */
  url: z.string(),
  importedAt: z.string(),
})
export type UnusedImage = z.infer<typeof unusedImageSchema>

export const imageRemovalSchema = z.object({
  id: z.string(),
  author: z.string(),
  createdAt: z.string(),
  images: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      /** Asked for, and nobody knows; in the trash; still in the library; brought back. */
      state: z.enum(['asked', 'moved', 'left', 'restored']),
    }),
  ),
})
export type ImageRemoval = z.infer<typeof imageRemovalSchema>

export const unusedImagesSchema = z.object({
  items: z.array(unusedImageSchema),
  /** Newest first, the last fifty. */
  removals: z.array(imageRemovalSchema),
})
export type UnusedImages = z.infer<typeof unusedImagesSchema>

/** Without `fileIds`: all that are unused now. */
export const trashImagesInputSchema = z.object({
  fileIds: z.array(z.string().max(1000)).min(1).max(10_000).optional(),
})

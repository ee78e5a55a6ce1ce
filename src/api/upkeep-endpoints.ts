// Endpoints of what a site holds for its pages: names that somebody changed in Wix, pictures that no page uses any more.
import { z } from 'zod'
import { get, post } from './endpoint-methods.ts'
import { imageRemovalSchema, trashImagesInputSchema, unusedImagesSchema } from './image.ts'
import { namesInputSchema, planSchema } from './plan.ts'

const params = z.object({ id: z.string() })

export const upkeepEndpoints = {
  names: {
    choose: post(
      '/plans/:id/names',
      'Choose what becomes of categories and tags that were renamed or deleted in Wix, and plan again',
      {
        role: 'publisher',
        params,
        body: namesInputSchema,
        response: planSchema,
        status: 202,
      },
    ),
  },
  images: {
    unused: get('/connections/:id/unused-images', 'Pictures we imported that no page uses any more', {
      params,
      response: unusedImagesSchema,
    }),
    trash: post(
      '/connections/:id/unused-images/trash',
      "Move unused pictures to the trash of the site's Media Manager",
      {
        role: 'publisher',
        params,
        body: trashImagesInputSchema,
        response: imageRemovalSchema,
      },
    ),
    restore: post('/image-removals/:id/restore', 'Bring pictures back from that trash', {
      role: 'publisher',
      params,
      body: z.object({}),
      response: imageRemovalSchema,
    }),
  },
}

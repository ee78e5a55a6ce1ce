// Help inside the product.
import { z } from 'zod'
import { get } from './endpoint-methods.ts'
import { guideHitSchema, guideListSchema, guideSchema, guideSearchSchema } from './guide.ts'
import { idParamsSchema } from './paging.ts'

export const guideEndpoints = {
  list: get('/guides', 'The guides, as they are grouped in the documentation', { response: guideListSchema }),
  search: get('/guide-search', 'Where the guides speak of something, the best places first', {
    query: guideSearchSchema,
    response: z.object({ items: z.array(guideHitSchema) }),
  }),
  get: get('/guides/:id', 'One guide, as Markdown and as HTML', {
    params: idParamsSchema,
    response: guideSchema,
  }),
  picture: get('/guide-pictures/:id', 'A picture of the guides', {
    params: idParamsSchema,
    kind: 'download',
  }),
} as const

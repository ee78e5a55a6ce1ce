import { routes } from '../../api/routes.ts'
import type { Guides } from '../../guides/guides.ts'
import { type Route, route } from '../route.ts'

export function guideRoutes({ guides }: { guides: Guides }): Route[] {
  return [
    route(routes.guides.list, async () => guides.list()),
    route(routes.guides.search, async ({ query }) => ({ items: guides.search(query.search) })),
    route(routes.guides.get, async ({ params }) => guides.get(params.id)),
    route(routes.guides.picture, async ({ params, reply }) => {
      const picture = guides.picture(params.id)
      await reply.type('image/png').header('cache-control', 'private, max-age=3600').send(picture)
    }),
  ]
}

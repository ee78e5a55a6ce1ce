import { changePreferences, getPreferences } from '../../accounts/preferences.ts'
import { listViews, removeView, saveView } from '../../accounts/views.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { type Route, route } from '../route.ts'

export function viewRoutes({ database }: { database: Database }): Route[] {
  return [
    route(routes.views.list, async ({ actor, query }) => ({
      items: await listViews(database, actor.userId, query.list),
    })),
    route(routes.views.save, ({ actor, body }) => saveView(database, actor.userId, body)),
    route(routes.views.remove, ({ actor, params }) => removeView(database, actor.userId, params.id)),
    route(routes.preferences.get, ({ actor }) => getPreferences(database, actor.userId)),
    route(routes.preferences.update, ({ actor, body }) => changePreferences(database, actor.userId, body)),
  ]
}

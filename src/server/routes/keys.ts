import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { KeyRotation } from '../../vault/rotation.ts'
import { type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'

export function keyRoutes({ keys, database }: { keys: KeyRotation; database: Database }): Route[] {
  const audit = auditOf(database)
  return [
    route(routes.keys.get, () => keys.state()),

    route(routes.keys.keepCopy, async ({ actor, request }) => {
      const state = await keys.keepCopy(actor.name)
      await audit({ actor, request }, 'key.copy_kept', state.keyId)
      return state
    }),

    route(routes.keys.rotate, async ({ actor, body, request }) => {
      const rotation = await keys.rotate(body.key)
      const { keyId, resealed } = rotation
      await audit({ actor, request }, 'key.rotated', keyId, { resealed })
      return rotation
    }),
  ]
}

import { recordAudit } from '../../accounts/audit.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { KeyRotation } from '../../vault/rotation.ts'
import { type Route, route } from '../route.ts'

export function keyRoutes({ keys, database }: { keys: KeyRotation; database: Database }): Route[] {
  return [
    route(routes.keys.get, () => keys.state()),

    route(routes.keys.rotate, async ({ actor, body }) => {
      const rotation = await keys.rotate(body.key)
      const { keyId, resealed } = rotation
      await recordAudit(database, {
        workspaceId: actor.workspaceId,
        actor: actor.name,
        action: 'key.rotated',
        subject: keyId,
        detail: { resealed },
      })
      return rotation
    }),
  ]
}

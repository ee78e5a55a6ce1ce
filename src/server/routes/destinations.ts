import { routes } from '../../api/routes.ts'
import { presentDestination, targets } from '../../targets/index.ts'
import { type Route, route } from '../route.ts'

export function destinationRoutes(): Route[] {
  return [route(routes.destinations.list, async () => ({ items: targets.map(presentDestination) }))]
}

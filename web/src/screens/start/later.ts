// What the guided way needs once there is a table. Fetched by the route, with the table.
import { lazyRouteComponent } from '@tanstack/react-router'

export const startForm = lazyRouteComponent(() => import('./StartForm.tsx'), 'StartForm')

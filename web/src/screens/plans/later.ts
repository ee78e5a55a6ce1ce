// What opens beside this room's screens, and most visits do not see. Fetched by the route, with the data.
import { lazyRouteComponent } from '@tanstack/react-router'

export const planItemPanel = lazyRouteComponent(() => import('./PlanItemPanel.tsx'), 'PlanItemPanel')

// The tabs of a project: each a screen of its own, and most visits see one. The route fetches its code together with
// the data, so that it is there when it is drawn: React waits a third of a second before it draws what was not.
import { lazyRouteComponent } from '@tanstack/react-router'

export const tabs = {
  overview: lazyRouteComponent(() => import('./overview/OverviewTab.tsx'), 'OverviewTab'),
  pages: lazyRouteComponent(() => import('../pages/PagesTab.tsx'), 'PagesTab'),
  plan: lazyRouteComponent(() => import('../plans/PlanTab.tsx'), 'PlanTab'),
  schedule: lazyRouteComponent(() => import('../schedules/ScheduleTab.tsx'), 'ScheduleTab'),
  runs: lazyRouteComponent(() => import('../runs/RunsTab.tsx'), 'RunsTab'),
  settings: lazyRouteComponent(() => import('./ProjectSettings.tsx'), 'ProjectSettings'),
}

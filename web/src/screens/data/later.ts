// What of a dataset most visits do not see: tabs with their own forms, and the panel of an opened row. Fetched by the
// route, with the data.
import { lazyRouteComponent } from '@tanstack/react-router'

export const tabs = {
  source: lazyRouteComponent(() => import('./SourceTab.tsx'), 'SourceTab'),
  ai: lazyRouteComponent(() => import('./ai/AiTab.tsx'), 'AiTab'),
  steps: lazyRouteComponent(() => import('./steps/StepsTab.tsx'), 'StepsTab'),
}

export const rowPanel = lazyRouteComponent(() => import('./RowPanel.tsx'), 'RowPanel')

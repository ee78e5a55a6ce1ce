// The tabs of the settings: each a screen of its own, and most visits see one. Fetched by the route, with the data.
import { lazyRouteComponent } from '@tanstack/react-router'

export const tabs = {
  account: lazyRouteComponent(() => import('./AccountTab.tsx'), 'AccountTab'),
  tokens: lazyRouteComponent(() => import('./TokensTab.tsx'), 'TokensTab'),
  limits: lazyRouteComponent(() => import('./LimitsTab.tsx'), 'LimitsTab'),
  notices: lazyRouteComponent(() => import('./NoticesTab.tsx'), 'NoticesTab'),
  security: lazyRouteComponent(() => import('./SecurityTab.tsx'), 'SecurityTab'),
  storage: lazyRouteComponent(() => import('./StorageTab.tsx'), 'StorageTab'),
  status: lazyRouteComponent(() => import('./StatusTab.tsx'), 'StatusTab'),
  audit: lazyRouteComponent(() => import('./AuditTab.tsx'), 'AuditTab'),
}

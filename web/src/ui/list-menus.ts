import { lazy } from 'react'

const load = () => import('./ListMenus.tsx')

/** Most visits open neither. */
export const lazyMenus = {
  load: () => void load(),
  Columns: lazy(async () => ({ default: (await load()).ColumnsMenu })),
  Views: lazy(async () => ({ default: (await load()).ViewsMenu })),
}

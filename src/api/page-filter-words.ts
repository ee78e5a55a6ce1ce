// A filter of the list of pages as a phrase, the same on every door. Pure.
import type { PageFilter } from './page.ts'
import { pageStateWord } from './page-state.ts'

/** Such as `4,812 pages: not published, with “Café”`. Without a filter: `all 5,127 pages`. */
export function pageFilterWords({ state, search, problem, category }: PageFilter, count: number): string {
  const parts = [
    ...(state ? [pageStateWord(state).toLowerCase().replace('wix', 'Wix')] : []),
    ...(search ? [`with “${search}”`] : []),
    ...(category ? [`in ${category}`] : []),
    ...(problem ? [`with the problem ${problem}`] : []),
  ]
  const pages = `${count.toLocaleString('en')} ${count === 1 ? 'page' : 'pages'}`
  return parts.length === 0 ? `all ${pages}` : `${pages}: ${parts.join(', ')}`
}

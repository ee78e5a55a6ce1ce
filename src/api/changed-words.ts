// What has changed since pages were checked, in a sentence. The same on every door. Pure.
import type { PageCheck } from './page.ts'

const words = { data: 'data', template: 'template', settings: 'settings' } as const

/** Empty when nothing has. */
export function changedWords(changed: PageCheck['changedSince']): string {
  if (changed.length === 0) return ''
  const names = changed.map((part) => words[part])
  const last = names.pop()
  const list = names.length === 0 ? `The ${last} has` : `The ${names.join(', ')} and ${last} have`
  const fixed = changed.length === 1 && changed[0] === 'settings' ? 'The settings have' : list
  return `${fixed} changed since. Check again.`
}

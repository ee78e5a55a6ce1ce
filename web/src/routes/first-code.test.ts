import { expect, it } from 'vitest'
import { createQueryClient } from '../query-client.ts'
import { createAppRouter } from '../router.ts'
import { tabs as dataTabs } from '../screens/data/later.ts'
import { tabs as projectTabs } from '../screens/projects/tabs.ts'
import { tabs as settingsTabs } from '../screens/settings/tabs.ts'
import { firstCode } from './first-code.ts'

const router = createAppRouter(createQueryClient(() => undefined))

it('knows every address of the dashboard, and no other', () => {
  const known = Object.keys(router.routesByPath).sort()
  expect([...new Set(firstCode.map(({ path }) => path))].sort()).toEqual(known)
})

it('has an address before the pattern that it fits as well', () => {
  const paths = [...new Set(firstCode.map(({ path }) => path))]
  const fits = (pattern: string, path: string) => {
    const [wanted, given] = [pattern.split('/'), path.split('/')]
    return (
      wanted.length === given.length && wanted.every((part, at) => part.startsWith('$') || part === given[at])
    )
  }
  for (const path of paths) expect(paths.find((pattern) => fits(pattern, path))).toBe(path)
})

it.each([
  ['/projects/$id', projectTabs],
  ['/data/$id', dataTabs],
  ['/settings', settingsTabs],
])('knows the tabs of %s that are screens of their own', (path, tabs) => {
  const named = firstCode.flatMap((one) => (one.path === path && !one.withRow ? (one.tabs ?? []) : []))
  expect(named.filter((tab) => tab !== '').sort()).toEqual(Object.keys(tabs).sort())
})

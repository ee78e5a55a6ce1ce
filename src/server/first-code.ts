// Links to the code that an address shows first, for the page to name them: a browser fetches all of it while it still
// reads the program, and asks for the session meanwhile. The build of the dashboard has written which files these are.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What an address needs besides the files that the page always names. See web/src/routes/first-code.ts. */
export interface CodeOfAddress {
  /** As the dashboard's router has it, `/projects/$id`; the first in the list that fits counts. */
  path: string
  /** Only with one of these tabs in the address; '' is an address without. */
  tabs?: string[]
  /** Only where a row is opened. */
  withRow?: true
  /** Seen without a sign-in. */
  isOpen?: true
  /** Paths in the folder of the dashboard. */
  files: string[]
}

/** None where the dashboard was built without. */
export function readFirstCode(folder: string): CodeOfAddress[] {
  const file = join(folder, 'first-code.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

/** As HTML for the head of the page; empty for an address that nobody knows. */
export function firstLinks(list: CodeOfAddress[], url: string): string {
  // Not as a URL: whatever somebody asks for comes here, and `//[` is none.
  const [pathname = '', query] = url.split('?', 2)
  const searchParams = new URLSearchParams(query)
  const path = list.find((one) => fits(one.path, pathname))?.path
  if (path === undefined) return ''
  const tab = searchParams.get('tab') ?? ''
  const hasRow = searchParams.has('row')
  const shown = list.filter(
    (one) => one.path === path && (one.tabs?.includes(tab) ?? true) && (!one.withRow || hasRow),
  )
  const files = new Set(shown.flatMap((one) => one.files))
  const links = [...files].map((file) =>
    file.endsWith('.css')
      ? `<link rel="preload" as="style" crossorigin href="/${file}">`
      : `<link rel="modulepreload" crossorigin href="/${file}">`,
  )
  const session = shown.some((one) => one.isOpen)
    ? []
    : ['<link rel="preload" as="fetch" crossorigin href="/api/session">']
  return [...session, ...links].join('\n')
}

function fits(path: string, pathname: string): boolean {
  const [wanted, given] = [path.split('/'), pathname.split('/')]
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith('$') || part === given[at])
  )
}

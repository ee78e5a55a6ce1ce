// @vitest-environment node
// Mantine's styles are imported component by component; one that is forgotten looks like nothing at all.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const mantine = join(source, '../../node_modules/@mantine/core')
const read = (path: string) => readFileSync(path, 'utf8')
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:tsx?|css)$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => read(join(source, name)))

/** Where the package's index takes each component from. */
const files = new Map(
  [...read(join(mantine, 'esm/index.mjs')).matchAll(/import \{([^}]+)\} from "([^"]+)"/g)].flatMap(
    ([, names, path]) => names!.split(',').map((name) => [name.trim(), join(mantine, 'esm', path!)] as const),
  ),
)

/** Names of the style sheets of a component and of all that it is made of. */
function stylesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const own = /\/(\w+)\.module\.mjs$/.exec(file)?.[1]
  const parts = [...read(file).matchAll(/from "(\.[^"]+)"/g)].map(([, path]) => join(dirname(file), path!))
  return [...(own === undefined ? [] : [own]), ...parts.flatMap((part) => stylesOf(part, seen))]
}

test('every component of Mantine in use has its styles', () => {
  const used = sources
    .flatMap((text) => [...text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)])
    .flatMap(([, names]) => names!.split(',').map((name) => name.trim()))
    .filter((name) => name !== '' && !name.startsWith('type '))
  expect(used.length).toBeGreaterThan(30)
  const needed = new Set(used.flatMap((name) => stylesOf(files.get(name)!)))
  const imported = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/@mantine\/core\/styles\/(\w+)\.layer\.css/g)].map(([, name]) => name!),
    ),
  )
  const missing = [...needed].filter(
    (name) => !imported.has(name) && existsSync(join(mantine, 'styles', `${name}.layer.css`)),
  )
  expect(missing).toEqual([])
})

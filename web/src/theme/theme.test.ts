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
    .flatMap(([, names]) => names!.split(',').map((name) => name.trim().replace(/ as .*/, '')))
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

test('a file that uses a component beyond the common ones brings its styles along, wherever it is loaded', () => {
  const sheets = (text: string) =>
    [...text.matchAll(/@mantine\/core\/styles\/(\w+)\.layer\.css/g)].map(([, name]) => name!)
  const common = new Set(sheets(read(join(source, 'theme/mantine.css'))))
  const missing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
    .flatMap((name) => {
      const text = read(join(source, name))
      const own = new Set(sheets(text))
      const used = [...text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)]
        .flatMap(([, names]) => names!.split(',').map((one) => one.trim()))
        .filter((one) => files.has(one))
      return used.flatMap((one) =>
        own.has(one) || common.has(one) || !existsSync(join(mantine, 'styles', `${one}.layer.css`))
          ? []
          : [`${name} uses ${one}`],
      )
    })
  expect(missing).toEqual([])
})

// Documents that are wrong are worse than none: what can be checked about them is.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { configurationPage } from '../scripts/generate-docs.ts'
import { errorCodes } from '../src/errors.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'AGENTS.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
]

it('docs/configuration.md is what scripts/generate-docs.ts writes', () => {
  expect(read('docs/configuration.md')).toBe(configurationPage())
})

it('docs/errors.md explains every error code, and no other', () => {
  const explained = [...read('docs/errors.md').matchAll(/^\| `([a-z_]+)` \| \d{3} \|/gm)].map(
    ([, code]) => code,
  )
  expect(explained.sort()).toEqual([...errorCodes].sort())
})

it('docs/decisions/dependencies.md gives a reason for every direct dependency, and for no other', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'))
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const rows = read('docs/decisions/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) =>
    [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  )
  const isNamed = (name: string) =>
    named.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name))
  expect(direct.filter((name) => !isNamed(name))).toEqual([])
  expect(named.filter((name) => !name.endsWith('*') && !direct.includes(name))).toEqual([])
})

it('docs/decisions/ui-checks.md names tests that exist', () => {
  const lists = read('docs/decisions/ui-checks.md').matchAll(
    /`([\w./-]+\.test\.tsx?)`: ((?:"[^"]+"(?:, )?)+)/g,
  )
  const named = [...lists].flatMap(([, file, names]) =>
    [...names!.matchAll(/"([^"]+)"/g)].map(([, name]) => ({ file: file!, name: name! })),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ file, name }) => !read(file).includes(name))).toEqual([])
})

describe.each(pages)('%s', (page) => {
  const text = read(page)

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
      ([, target]) => target!,
    )
    const missing = links.filter((target) => !existsSync(join(root, dirname(page), target)))
    expect(missing).toEqual([])
  })

  it('names tests and sources that exist', () => {
    const paths = [...text.matchAll(/`((?:src|test|web|scripts|docs|migrations|bench)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    )
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

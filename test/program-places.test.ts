import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { keepPlaces } from '../scripts/program-places.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'node_modules/.cache/program')

/** What the build makes of a file of `src`, and which files it makes beside. */
function build(path: string, code: string) {
  const beside: { id: string; fileName: string }[] = []
  const plugin = keepPlaces(root, folder) as unknown as {
    transform(code: string, id: string): string | null
  }
  const context = {
    emitFile: ({ id, fileName }: { id: string; fileName: string }) => void beside.push({ id, fileName }),
    error(message: string) {
      throw new Error(message)
    },
  }
  return { code: plugin.transform.call(context, code, join(root, path)), beside }
}

/** Where a path of built code leads. */
function placeOf(code: string | null): string {
  const path = /new URL\("([^"]+)", import\.meta\.url\)/.exec(code ?? '')?.[1] ?? ''
  return fileURLToPath(new URL(path, `file://${folder}/main.js`))
}

it.each([
  ['a file beside it', "'./common-passwords.txt'", 'src/accounts/common-passwords.txt'],
  ['a file outside of src', "'../../examples/teas.csv'", 'examples/teas.csv'],
  ['the checkout', "'../..'", ''],
  ['a folder', "'..'", 'src/'],
])('%s is read where it was', (_, path, expected) => {
  const { code, beside } = build('src/accounts/a.ts', `read(new URL(${path}, import.meta.url))`)
  expect(placeOf(code)).toBe(join(root, expected))
  expect(beside).toEqual([])
})

it('what runs by itself is a built file of its own', () => {
  const { code, beside } = build('src/db/engine.ts', "new Worker(new URL('./worker.ts', import.meta.url))")
  expect(placeOf(code)).toBe(join(folder, 'db-worker.js'))
  expect(beside).toEqual([{ id: join(root, 'src/db/worker.ts'), fileName: 'db-worker.js' }])
})

it('a place that the build cannot follow stops it', () => {
  expect(() => build('src/db/engine.ts', 'const here = import.meta.url')).toThrow(
    "src/db/engine.ts: write new URL('path', import.meta.url)",
  )
  expect(() => build('src/db/engine.ts', 'new URL(name, import.meta.url)')).toThrow('write new URL')
})

it('packages are left alone, and so are files of packages', () => {
  const code = 'createRequire(import.meta.url)'
  expect(build('src/a.ts', code).code).toBe(code)
  expect(build('node_modules/a/index.js', 'import.meta.url').code).toBeNull()
})

it('no two files of the program that run by themselves get the same name', () => {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => {
      const path = `src/${name.replaceAll('\\', '/')}`
      const text = readFileSync(join(root, path), 'utf8')
      return path.includes('/fixtures/') || /\/test-/.test(path) ? [] : build(path, text).beside
    })
  expect(names.map(({ fileName }) => fileName)).toContain('simulator-main.js')
  expect(new Set(names.map(({ fileName }) => fileName)).size).toBe(names.length)
})

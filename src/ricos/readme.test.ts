import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { handlers } from './handlers/index.ts'

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')

it('says in the README what becomes of every element that has a handler, and of no other', () => {
  const table = readme.slice(readme.indexOf('## Elements'), readme.indexOf('Style: '))
  const named = [...table.matchAll(/^\| ((?:`[a-z0-9-]+` ?)+) *\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[a-z0-9-]+/g) ?? [],
  )
  expect(named.toSorted()).toEqual([...handlers.keys()].toSorted())
})

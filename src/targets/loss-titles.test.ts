import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lossProblemCode, lossTitle, lossTitles } from './loss-titles.ts'

/** The table of the converter, read from its source: no export of the library exists for it. */
function lossCodes(): string[] {
  const source = readFileSync(new URL('../ricos/losses.ts', import.meta.url), 'utf8')
  const table = source.slice(source.indexOf('const LOSSES'), source.indexOf('} as const satisfies'))
  return [...table.matchAll(/^ {2}'([a-z-]+)':/gm)].map((match) => match[1]!)
}

test('every loss of the converter has a title of its own, and no title is left over', () => {
  expect(lossCodes().length).toBeGreaterThan(50)
  expect(Object.keys(lossTitles).sort()).toEqual(lossCodes().sort())
  expect(new Set(Object.values(lossTitles)).size).toBe(lossCodes().length)
})

test('titles are short sentences a reader understands', () => {
  for (const title of Object.values(lossTitles)) {
    expect(title).toMatch(/^[A-Z][^.]{10,70}$/)
    expect(title).not.toMatch(/ricos|node|decoration/i)
  }
})

test('a loss is found by the code of its problem, and nothing else is', () => {
  expect(lossTitle(lossProblemCode('cells-split'))).toBe('Merged cells were split')
  expect(lossTitle('cells-split')).toBeUndefined()
  expect(lossTitle('html_toString')).toBeUndefined()
})

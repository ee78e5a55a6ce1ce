import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { branchesOf, createCategoryCount, keysInCategory } from './categories.ts'
import { writeIndex } from './page-index.ts'

const category = (...names: string[]) => names.map((name) => ({ kind: 'category', name }))

test('a category is below whatever its name begins with, and a sign without spaces is part of the name', () => {
  expect(branchesOf('Europe > Germany / Bavaria')).toEqual([
    'Europe',
    'Europe > Germany',
    'Europe > Germany / Bavaria',
  ])
  expect(branchesOf('AC/DC')).toEqual(['AC/DC'])
})

test('a page in two categories of a branch is counted in the branch once', () => {
  const counting = createCategoryCount('category')
  counting.add(category('Europe > Germany', 'Europe > France'))
  counting.add([...category('Europe > Germany'), { kind: 'tag', name: 'Europe' }])
  counting.add([])
  expect(counting.counts()).toEqual([
    { name: 'Europe', pages: 2 },
    { name: 'Europe > France', pages: 1 },
    { name: 'Europe > Germany', pages: 2 },
  ])
})

describeEachDatabase('pages of a category', (open) => {
  test('are those in it and below it, and of no other whose name begins alike', async () => {
    const { database } = await open()
    const needs = {
      a: category('Europe'),
      b: category('Europe > Germany'),
      c: category('European food'),
      d: [{ kind: 'tag', name: 'Europe' }],
      e: [],
    }
    const rowKeys = Object.keys(needs)
    await writeIndex(
      database,
      'prj_1',
      'mark',
      Object.entries(needs).map(([rowKey, own]) => ({
        rowKey,
        rowHash: 'x',
        title: '',
        slug: '',
        payloadHash: 'x',
        needs: own,
        problems: [],
      })),
    )
    const keys = (name: string) =>
      keysInCategory(database, 'prj_1', { kind: 'category', category: name }, rowKeys)
    expect((await keys('Europe')).sort()).toEqual(['a', 'b'])
    expect(await keys('Europe > Germany')).toEqual(['b'])
    expect(await keys('Europe%')).toEqual([])
  })
})

// What the built program has to be to start fast: docs/decisions/built-program.md.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { builtOnce } from './helpers/built-program.ts'

const { main } = await builtOnce()
const folder = dirname(main)
const files = readdirSync(folder).filter((name) => name.endsWith('.js'))

it('its files are ASCII alone', () => {
  expect(files).toContain('main.js')
  const others = files.flatMap((name) => {
    const found = /[^\0-\x7f]+/.exec(readFileSync(join(folder, name), 'utf8'))
    return found ? [`${name}: ${found[0]}`] : []
  })
  expect(others).toEqual([])
})

it('Node need not find out that they are modules', () => {
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({ type: 'module' })
})

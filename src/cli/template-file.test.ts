import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readTemplateFile } from './template-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-template-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('loses no field on the way, whatever its name', () => {
  const file = join(folder, 'place.json')
  writeFileSync(file, '{"destination": "wix/blog", "fields": {"constructor": "x", "title": "y"}}')
  expect(readTemplateFile(file).fields).toEqual({ constructor: 'x', title: 'y' })
  writeFileSync(file, '{"destination": "wix/blog", "fields": {"__proto__": "x", "title": "y"}}')
  expect(() => readTemplateFile(file)).toThrow('has a field "__proto__", which no destination has')
  const inFolder = join(folder, 'place')
  mkdirSync(inFolder)
  writeFileSync(join(inFolder, 'title.liquid'), 'y\n')
  writeFileSync(join(inFolder, 'valueOf.liquid'), 'x\n')
  expect(readTemplateFile(inFolder).fields).toEqual({ title: 'y', valueOf: 'x' })
  writeFileSync(join(inFolder, '__proto__.liquid'), 'x\n')
  expect(() => readTemplateFile(inFolder)).toThrow('has a field "__proto__"')
})

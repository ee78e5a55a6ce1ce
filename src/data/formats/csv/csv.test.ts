import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { read, refusal } from './test-files.ts'

describe('reading a CSV file', () => {
  it('refuses an empty file, and one of blank lines only', async () => {
    expect((await refusal('')).message).toContain('This file is empty')
    expect((await refusal('\n\n \n')).code).toBe('empty_file')
  })

  it('drops one byte order mark and shows any other as a character', async () => {
    expect((await read('\ufeffa,b\n1,2\n')).cells[0]).toEqual(['a', 'b'])
    expect((await read('\ufeff\ufeffa,b\n1,\ufeff2\n')).cells).toEqual([
      ['\ufeffa', 'b'],
      ['1', '\ufeff2'],
    ])
  })

  it('decodes UTF-16 by its mark or its zeros, and says so', async () => {
    const text = 'name,city\nJosé,Łódź\n'
    const little = Buffer.from(`\ufeff${text}`, 'utf16le')
    const big = Buffer.from(little).swap16()
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [big, 'utf-16be'],
      [little.subarray(2), 'utf-16le'],
    ] as const) {
      const found = await read(bytes)
      expect(found.cells).toEqual([
        ['name', 'city'],
        ['José', 'Łódź'],
      ])
      expect(found.decision('encoding')).toMatchObject({ value: encoding })
    }
  })

  it('suggests Windows-1252 for a legacy file and shows cells to judge it by', async () => {
    const bytes = Buffer.from('name,city\nJos\xe9,Malm\xf6\nZo\xeb,K\xf8benhavn\n', 'latin1')
    const found = await read(bytes)
    expect(found.decision('encoding')).toMatchObject({ value: 'windows-1252' })
    expect(found.decision('encoding')?.reason).toContain('byte 13 (line 2)')
    expect(found.cells[1]).toEqual(['José', 'Malmö'])
    expect(found.readings[0]).toMatchObject({ encoding: 'windows-1252', isChosen: true })
    expect(JSON.stringify(found.readings[0]?.rows)).toContain('København')
  })

  it('suggests Shift-JIS for Japanese', async () => {
    const line = Buffer.from([0x82, 0xa0, 0x82, 0xa2, 0x2c, 0x83, 0x41, 0x83, 0x43, 0x0a])
    const found = await read(Buffer.concat([Buffer.from('a,b\n'), line, line]))
    expect(found.decision('encoding')).toMatchObject({ value: 'shift_jis' })
    expect(found.cells[1]).toEqual(['あい', 'アイ'])
  })

  it('names the offset and line of the first bad byte where encodings are mixed', async () => {
    const bytes = Buffer.concat([Buffer.from('name\nJosé\n'), Buffer.from('Ren\xe9\n', 'latin1')])
    const error = await refusal(bytes)
    expect(error.code).toBe('invalid_bytes')
    expect(error.message).toContain('Byte 14 of the file (line 3)')
    expect(error.lines).toEqual([3])
  })

  it('finds an invalid byte far behind the beginning, and a character cut by a chunk is none', async () => {
    const head = `name\n${'é'.repeat(200_001)}\n`
    expect((await read(head)).decision('encoding')).toMatchObject({ value: 'utf-8' })
    const error = await refusal(Buffer.concat([Buffer.from(head), Buffer.from([0xff, 10])]))
    expect(error.message).toContain(`Byte ${Buffer.byteLength(head)} of the file (line 3)`)
  })

  it('replaces invalid bytes and counts them when that was chosen', async () => {
    const bytes = Buffer.concat([Buffer.from('name\nJosé\n'), Buffer.from('Ren\xe9\n', 'latin1')])
    const found = await read(bytes, { replaceInvalidBytes: true })
    expect(found.cells[2]).toEqual(['Ren\ufffd'])
    expect(found.source.notes()).toContain('1 unreadable character shown as \ufffd.')
  })

  it('reads with the encoding that was chosen', async () => {
    const bytes = Buffer.from('name\nstyle \x93x\x94\n', 'latin1')
    expect((await read(bytes, { encoding: 'windows-1252' })).cells[1]).toEqual(['style “x”'])
    expect((await read(bytes, { encoding: 'iso-8859-1' })).cells[1]).toEqual(['style \u0093x\u0094'])
  })

  it.each([
    [';', 'Semicolon'],
    ['\t', 'Tab'],
    ['|', 'Vertical bar'],
    [',', 'Comma'],
  ])('finds the delimiter %j', async (delimiter, name) => {
    const lines = [
      ['id', 'name', 'note'],
      ['1', '"a, b"', 'x'],
      ['2', '"c; d"', 'y, z'.replace(',', '')],
    ]
    const found = await read(lines.map((line) => line.join(delimiter)).join('\n'))
    expect(found.settings.delimiter).toBe(delimiter)
    expect(found.decision('delimiter')?.reason).toContain(name)
    expect(found.cells[1]).toEqual(['1', 'a, b', 'x'])
  })

  it('obeys a line that says sep=; and does not take it for a row', async () => {
    const found = await read('sep=;\r\na;b\r\n1,5;2\r\n')
    expect(found.cells).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
    expect(found.rows[0]?.line).toBe(2)
  })

  it('takes the delimiter that was chosen', async () => {
    expect((await read('a:b\n1:2\n', { delimiter: ':' })).cells[1]).toEqual(['1', '2'])
  })

  it('refuses delimiters of several characters by name', async () => {
    expect((await refusal('a||b||c\n1||2||3\n')).message).toContain('"||"')
    expect((await refusal('sep=::\na::b\n')).message).toContain('"::"')
  })

  it('finds the delimiter although a quote is broken further down, and reports the quote', async () => {
    const error = await refusal('a;b\n1;2\n3;"open\n')
    expect(error.code).toBe('quote_not_closed')
    expect(error.lines).toEqual([3])
  })

  it.each([
    ['gzip', gzipSync('a,b\n1,2\n')],
    ['PDF', Buffer.from('%PDF-1.7\n...')],
    ['PNG', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['HTML', Buffer.from('\ufeff\n<!DOCTYPE html><html><title>Sign in</title>')],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>')],
    ['HTML', Buffer.from('<?xml version="1.0"?><!DOCTYPE html><html/>')],
  ])('recognises %s by its content and refuses it as what it is', async (name, bytes) => {
    const error = await refusal(bytes)
    expect(error.code).toBe('wrong_kind')
    expect(error.message).toMatch(new RegExp(name, 'i'))
  })
})

import { expect, test } from 'vitest'
import { sniffImage } from './sniff.ts'
import { bytes, gif, heif, jpeg, png, webp } from './test-pictures.ts'

test.each([
  ['PNG', png(321, 123), 'image/png'],
  ['GIF', gif(321, 123), 'image/gif'],
  ['JPEG', jpeg(321, 123), 'image/jpeg'],
  ['progressive JPEG', jpeg(321, 123, { frame: 0xc2 }), 'image/jpeg'],
  ['JPEG that a camera marked as upright', jpeg(321, 123, { orientation: 1 }), 'image/jpeg'],
  ['JPEG that a camera turned', jpeg(123, 321, { orientation: 6 }), 'image/jpeg'],
  ['lossy WebP', webp.lossy(321, 123), 'image/webp'],
  ['lossless WebP', webp.lossless(321, 123), 'image/webp'],
  ['extended WebP', webp.extended(321, 123), 'image/webp'],
  ['AVIF', heif('avif', 321, 123), 'image/avif'],
  ['HEIC', heif('heic', 321, 123), 'image/heic'],
  ['HEIC that a telephone turned', heif('heic', 123, 321, { turned: true }), 'image/heic'],
])('the size of a %s is read', (_name, picture, mimeType) => {
  expect(sniffImage(picture)).toEqual({ mimeType, size: { width: 321, height: 123 } })
})

test.each([
  ['plain', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  [
    'after a declaration, a comment and a doctype',
    '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg:svg>',
  ],
])('SVG is known, %s', (_name, text) => {
  expect(sniffImage(Buffer.from(text))).toEqual({ mimeType: 'image/svg+xml', size: null })
})

test.each([
  ['a web page', '<!doctype html><html><svg></svg></html>'],
  ['text', 'hello'],
  ['nothing', ''],
  ['a film', bytes(0, 0, 0, 24, 'ftypisom', Buffer.alloc(12))],
  ['sound', 'RIFF\x10\0\0\0WAVEfmt '],
  ['a PDF', '%PDF-1.7'],
])('%s is not a picture', (_name, given) => {
  expect(sniffImage(Buffer.from(given))).toBeNull()
})

test('a picture that is cut short, or lies about itself, is a picture without a size, wherever it ends', () => {
  const pictures = [
    png(9, 9),
    gif(9, 9),
    jpeg(9, 9, { orientation: 6 }),
    webp.lossy(9, 9),
    webp.lossless(9, 9),
    webp.extended(9, 9),
    heif('avif', 9, 9),
    jpeg(0, 9),
    heif('heic', 0, 0),
  ]
  for (const picture of pictures)
    for (let length = 0; length <= picture.length; length++) {
      const found = sniffImage(picture.subarray(0, length))
      expect([undefined, null, 9, 64, 16]).toContain(found?.size?.width ?? null)
    }
  expect(sniffImage(jpeg(0, 9))).toEqual({ mimeType: 'image/jpeg', size: null })
})

test('a box of no length ends the search', () => {
  const picture = heif('avif', 9, 9)
  picture.writeUInt32BE(0, picture.indexOf('hdlr') - 4)
  expect(sniffImage(picture)).toEqual({ mimeType: 'image/avif', size: null })
})

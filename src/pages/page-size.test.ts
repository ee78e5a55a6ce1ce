import { expect, test } from 'vitest'
import { countLetters } from './page-size.ts'

test.each([
  ['<p>two words</p>', 8],
  ['a &amp; b &#39;c&#39;', 6],
  ['a <b', 1],
  ['<style>p { color: red }</style>x<SCRIPT>var y</script >z', 2],
  ['<!-- <p>no</p> -->yes<!-- never closed', 3],
  ['<script>never closed', 0],
  ['<template><p>x</p></template>y', 1],
])('counts of %j the letters that are surely seen: %i', (html, letters) => {
  expect(countLetters(html)).toBe(letters)
})

test.each(['<', '<!--', '<script>', '<p', '&', '<p>', '</style', '< ', '&amp'])(
  'looks at a million signs of %j once',
  (sign) => {
    expect(countLetters(sign.repeat(1_000_000 / sign.length))).toBeGreaterThanOrEqual(0)
  },
)

import { expect, test } from 'vitest'
import { visibleLines } from './visible-lines.ts'

test('keeps the lines that a person reads', () => {
  expect(
    visibleLines('<h1 class="x">One</h1><p>two<br>three &amp; <b>four</b></p><!-- no --><pre>no</pre >five'),
  ).toEqual(['', 'One', '', 'two', 'three & four', 'five'])
  expect(visibleLines('a<script>never closed')).toEqual(['anever closed'])
})

// Each of these took seconds: an element that is never closed was looked for once for every one that is.
test.each(['<pre>', '<!--', '<script ', '<a', '<p', '<code><svg>'])(
  'reads a megabyte of %j at once',
  (sign) => {
    expect(visibleLines(sign.repeat(1_000_000 / sign.length)).length).toBeGreaterThan(0)
  },
)

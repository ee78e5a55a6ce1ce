import { describe, expect, it } from 'vitest'
import { readColor } from './color.ts'

describe('a CSS colour', () => {
  it.each([
    ['red', '#ff0000'],
    [' RebeccaPurple ', '#663399'],
    ['#F0a', '#ff00aa'],
    ['#ff00aa80', '#ff00aa80'],
    ['#ff00aaff', '#ff00aa'],
    ['rgb(1,2,3)', '#010203'],
    ['rgb(100% 0% 50%)', '#ff0080'],
    ['rgba(255, 0, 0, .5)', '#ff000080'],
    ['rgb(1 2 3 / 50%)', '#01020380'],
    ['rgb(300,-5,0)', '#ff0000'],
    ['hsl(120, 100%, 25%)', '#008000'],
    ['hsl(-120deg 100% 50%)', '#0000ff'],
  ])('%s is %s', (css, hex) => {
    expect(readColor(css)).toBe(hex)
  })

  it.each(['transparent', 'inherit', 'currentColor', 'rgba(0,0,0,0)', '#0000'])('%s sets none', (css) => {
    expect(readColor(css)).toBe('none')
  })

  it.each(['var(--x)', '#12345', 'rgb(1,2)', 'rgb(a,b,c)', 'toString', 'constructor', ''])(
    '%s cannot be read',
    (css) => {
      expect(readColor(css)).toBeUndefined()
    },
  )
})

import { describe, expect, it } from 'vitest'
import { renderText as render } from '../test-render.ts'

describe('computing with cells', () => {
  const one = ['plus: 1', 'minus: 1', 'times: 2', 'divided_by: 2', 'modulo: 2', 'at_least: 1', 'at_most: 1']
  const filters = [...one, 'round', 'round: 2', 'ceil', 'floor', 'abs', 'sum']

  it.each(filters)('%s refuses what is no number, and never takes it for 0', (filter) => {
    for (const price of [
      '1.250,00',
      '12,5',
      'about 5',
      '5 €',
      '$5',
      '',
      '  ',
      'NaN',
      'Infinity',
      '0x10',
      '٣',
      '1 000',
    ]) {
      expect(render(`{{ price | ${filter} }}`, { price })).toMatch(
        /^! .*(is not a number|there is no number)/,
      )
    }
    for (const value of ['nil', 'blank', 'true', 'false']) {
      expect(render(`{{ ${value} | ${filter} }}`)).toMatch(/^! .*(is not a number|there is no number)/)
    }
  })

  it.each(one)('so does %s of its argument', (filter) => {
    const [name] = filter.split(':')
    for (const by of ['two', '', '1.250,00'])
      expect(render(`{{ 5 | ${name}: by }}`, { by })).toMatch(/^! .*(is not a number|there is no number)/)
  })

  it('reads what is a number in any of its spellings', () => {
    expect(render('{{ price | round: 2 }}', { price: '1,234.50' })).toBe('1234.5')
    expect(render('{{ price | plus: 0 }}', { price: ' -1,234,567 ' })).toBe('-1234567')
    expect(render('{{ price | times: 1 }}', { price: '1.5e3' })).toBe('1500')
    expect(render('{{ price | plus: 0 }}', { price: '.5' })).toBe('0.5')
  })

  it('keeps decimals decimal', () => {
    expect(render('{{ 10.1 | times: 3 }} {{ 0.1 | plus: 0.2 }} {{ 1.1 | minus: 1 }}')).toBe('30.3 0.3 0.1')
    expect(render('{{ 0.3 | divided_by: 0.1 }} {{ 5.3 | modulo: 0.1 }} {{ 4.35 | times: 100 }}')).toBe(
      '3 0 435',
    )
    expect(render('{{ "0.1,0.2,0.3" | split: "," | sum }}')).toBe('0.6')
    expect(render('{{ 1.005 | round: 2 }} {{ -2.5 | round }} {{ 1234 | round: -2 }}')).toBe('1.01 -3 1200')
    expect(render('{{ -1.2 | ceil }} {{ -1.2 | floor }} {{ 0 | minus: 0 }}')).toBe('-1 -2 0')
    expect(render('{{ 10 | divided_by: 3 | times: 3 }} {{ 1 | divided_by: 3 }}')).toBe(
      '10 0.3333333333333333',
    )
  })

  it('prints no exponents and loses no digits of long numbers', () => {
    expect(render('{{ 10 | divided_by: 100000000 }}')).toBe('0.0000001')
    expect(render('{{ 1000000000000 | times: 1000000000000 }}')).toBe('1000000000000000000000000')
    expect(render('{{ id | plus: 1 }}', { id: '12345678901234567890' })).toBe('12345678901234567891')
    expect(render('{{ id | plus: 1 | minus: 1 | number }}', { id: '12345678901' })).toBe('12,345,678,901')
  })

  it('refuses a sum that grows without end', () => {
    const growing =
      '{% assign n = 99 %}{% for i in (1..20) %}{% assign n = n | times: n %}{% endfor %}{{ n }}'
    expect(render(growing)).toContain('too many digits')
    expect(render('{{ 5 | round: 1.5 }}')).toContain('a whole number')
  })
})

describe('lists in order', () => {
  it('sorts numbers by their value, whatever they are written as', () => {
    const list = '10,9,1.5,-3,100'
    expect(render('{{ list | split: "," | sort | join: " " }}', { list })).toBe('-3 1.5 9 10 100')
    expect(render('{{ list | split: "," | sort_natural | join: " " }}', { list })).toBe('-3 1.5 9 10 100')
    expect(render('{{ "1,000;9" | split: ";" | sort | join: " " }}')).toBe('9 1,000')
    expect(render('{{ (1..11) | reverse | sort | last }}')).toBe('11')
  })

  it('sorts texts by their letters, after the numbers', () => {
    expect(render('{{ "b,10,a,9,B" | split: "," | sort | join: " " }}')).toBe('9 10 B a b')
    expect(render('{{ "b,10,a,9,B" | split: "," | sort_natural | join: " " }}')).toBe('9 10 a b B')
  })
})

// What LiquidJS skips or reads otherwise than it stands there is a mistake, in the check and for each row.
import { describe, expect, it } from 'vitest'
import { checkText, renderText } from '../test-render.ts'

const cells = { name: 'Zed', n: '3', list: 'a,b' }
const columns = Object.keys(cells)

it.each([
  ['{{ name, n }}', '1:8 ", n" stands where nothing more is expected'],
  ['{{ name n }}', '1:9 "n" stands'],
  ['{{ "a" "b" }}', '1:8 ""b"" stands'],
  ['{{ name | upcase, n }}', '1:17 ", n"'],
  [
    '{{ n + 1 }}',
    '1:6 "+ 1" stands where nothing more is expected, and would be skipped. To add, use the filter plus',
  ],
  ['{{ name | }}', '1:11 The name of a filter is missing'],
  ['{{ name | append: }}', '1:18 append: a value is missing'],
  ['{{ name | append: "a", }}', '1:23 append: a value is missing'],
  ['{{ name | append: "a" "b" }}', '1:23 ""b"" stands'],
  ['{{ }}', '1:4 A value is missing'],
  ['{{ | upcase }}', '1:4 A value is expected'],
  ['{{ row. }}', '1:7 A name is missing after the point'],
  ['{{ row["name" n] }}', '1:7 Brackets hold one value'],
  ['{{ row[] }}', '1:7 Brackets hold one value'],
  ['{{ “Zed” }}', 'Use straight quotes'],
  ['{{ (n) }}', '1:4 Parentheses are for ranges only'],
  ['{% if name == %}x{% endif %}', '1:14 A value is missing after the comparison'],
  ['{% if == 3 %}x{% endif %}', '1:7 A value is missing before ='],
  ['{% if name and %}x{% endif %}', '1:15 A value is missing after the comparison'],
  ['{% if name = "a" %}x{% endif %}', 'To compare, write =='],
  ['{% if name && n %}x{% endif %}', 'Write "and"'],
  ['{% if name == "a" || n %}x{% endif %}', 'Write "or"'],
  ['{% if n <> 3 %}x{% endif %}', 'Write !='],
  ['{% if 1 < n < 5 %}x{% endif %}', 'Only two things are compared at a time'],
  ['{% if name n %}x{% endif %}', '1:12 "n" stands'],
  [
    '{% if name %}x{% else if n %}{% endif %}',
    '1:23 {% else %} takes no condition. Did you mean {% elsif ... %}?',
  ],
  ['{% if name %}x{% else n %}{% endif %}', '1:23 "n" stands'],
  ['{% unless name %}{% else %}{% else %}{% endunless %}', '1:28 {% else %} comes after {% else %}'],
  ['{% unless name %}{% else %}{% elsif n %}{% endunless %}', '1:28 {% elsif %} comes after {% else %}'],
  ['{% unless name %}{% endunless n %}', '1:31 "n" stands'],
  ['{% case n %} x {% when 3 %}y{% endcase %}', '1:14 This stands before the first {% when %}'],
  ['{% case n %}{{ n }}{% when 3 %}y{% endcase %}', '1:13 This stands before'],
  ['{% case n %}{% else %}{% when 3 %}y{% endcase %}', '1:23 {% when %} comes after {% else %}'],
  ['{% case n %}{% when 3 and 4 %}y{% endcase %}', '1:23 "and 4" stands'],
  ['{% case n %}{% when %}y{% endcase %}', 'A value is missing'],
  ['{% for i in list limit=2 %}{{ i }}{% endfor %}', '1:18 A colon is missing. Write it like limit: 2'],
  ['{% for i in list limit: %}{{ i }}{% endfor %}', 'A number is missing after "limit:"'],
  [
    '{% for i in list limt: 2 %}{{ i }}{% endfor %}',
    '1:18 for knows no "limt", only limit, offset, reversed',
  ],
  ['{% for i in list cols: 2 %}{{ i }}{% endfor %}', '1:18 for knows no "cols"'],
  ['{% for i in list limit: 1 limit: 2 %}{{ i }}{% endfor %}', '1:27 "limit" is given twice'],
  ['{% for i in list limit: "x" %}{{ i }}{% endfor %}', '"limit" takes a whole number'],
  ['{% for i in list | reverse %}{{ i }}{% endfor %}', '1:18 "| reverse" stands'],
  ['{% for i in 5 %}{{ i }}{% endfor %}', '1:13 This is no list'],
  ['{% for i of list %}{{ i }}{% endfor %}', '"in" is missing'],
  ['{% for i in (1..2) %}{% endfor i %}', '1:32 "i" stands'],
  ['{% tablerow i in list reversed %}{% endtablerow %}', 'tablerow knows no "reversed"'],
  ['{% tablerow i in list cols: 0 %}{% endtablerow %}', '"cols" takes a whole number'],
  ['{% assign x = name n %}', '1:20 "n" stands'],
  ['{% assign x = "abc %}', '1:15 The quote " is never closed'],
  ['{% assign x name %}', 'A = is missing'],
  ['{% capture x y %}{% endcapture %}', '1:14 "y" stands'],
  ['{% increment %}', 'A name is missing'],
  ['{% increment x y %}', '"y" stands'],
  ['{% cycle "a" "b" %}', '"b"'],
  ['{% cycle "a", %}', 'A value is missing'],
  ['{% echo name, n %}', '", n" stands'],
  ['{% break %}', '1:1 {% break %} stands outside of {% for %}'],
  ['{% tablerow i in list %}{% continue %}{% endtablerow %}', '{% continue %} stands outside of {% for %}'],
  [
    '{% if name %}{% for i in list %}{% endif %}{% endfor %}',
    '{% endif %} does not belong to {% for i in list %}, which is still open',
  ],
  ['{% if name %}{% when 1 %}{% endif %}', '{% when %} does not belong to {% if name %}'],
  ['{% comment %}x{% endcomment y %}', '"y" stands'],
])('%s is refused with its place', (text, message) => {
  expect(checkText(text, columns).join('\n')).toContain(message)
  expect(renderText(text, cells)).toMatch(/^! /)
})

it.each([
  ['{{ n | times }}', '1:8 times takes one argument. Write it like times: 2.'],
  ['{{ n | times: 2, 3 }}', '1:8 times takes one argument'],
  ['{{ n | times: "two" }}', '1:8 times takes a number here, and "two" is none'],
  ['{{ n | truncate: "x" }}', '1:8 truncate takes a number here'],
  ['{{ n | truncate: 5, "...", 1 }}', '1:8 truncate takes at most 2 arguments'],
  ['{{ n | upcase: 1 }}', '1:8 upcase takes no argument'],
  ['{{ n | append }}', '1:8 append takes one argument'],
  ['{{ n | append: "a", limit: 2 }}', '1:8 append takes nothing called "limit"'],
  [
    '{{ n | default: "a", allow_false: true, allow_false: true }}',
    '1:8 default is given "allow_false" twice',
  ],
  ['{{ n | default: allow_false: true, "a" }}', '1:8 default: what is named comes last'],
  ['{{ n | pick: a: "b" }}', '1:8 pick takes nothing called "a"'],
  ['{{ n | replace }}', '1:8 replace takes 1 to 2 arguments'],
  ['{{ n | round: nil }}', '1:8 round takes a number here, and nil is none'],
  ['{{ n | number: "de", "many" }}', '1:8 number takes a number here'],
])('%s: a filter is given what it takes', (text, message) => {
  expect(checkText(text, columns)[0]).toContain(message)
  expect(renderText(text, cells)).toMatch(/^! /)
})

describe('what is Liquid stays Liquid', () => {
  it.each([
    ['{%- if name == "Zed" and n >= 3 or not list -%} y {%- endif -%}', 'y'],
    ['{% if name contains "e" %}y{% elsif n %}{% else %}{% endif %}', 'y'],
    ['{{- name | append: "!" | upcase -}}', 'ZED!'],
    ['{{ name|append:"!"|upcase }}', 'ZED!'],
    ['{{name}}{{ row["name"] }}{{ row[\'name\'] }}{{ ["name"] }}', 'ZedZedZedZed'],
    ['{% assign k = "name" %}{{ row[k] }}', 'Zed'],
    ['{% for i in (1..n) reversed, limit: 2 offset:1 %}{{ i }}{% else %}none{% endfor %}', '32'],
    [
      '{% for i in (1..6) limit:2 %}{{i}}{% endfor %}{% for i in (1..6) offset: continue %}{{i}}{% endfor %}',
      '123456',
    ],
    ['{% for i in list %}{% if i %}{% break %}{% endif %}{% endfor %}ok', 'ok'],
    ['{% case n %} {% comment %}c{% endcomment %} {% when 1, 2 or "3" %}y{% else %}{% endcase %}', 'y'],
    ['{% unless n == 3 %}{% else %}y{% endunless %}', 'y'],
    ['{% cycle "g": "a", "b" %}{% cycle "g": "a", "b" %}', 'ab'],
    ['{% capture "x" %}{{ name }}{% endcapture %}{{ x }}', 'Zed'],
    ['{% echo name | upcase %}{% echo %}', 'ZED'],
    ['{% # a remark, with {{ anything | at: all }} %}', ''],
    ['{% comment %}{{ a, b }}{% if %}{% endcomment %}', ''],
    ['{{ -1.5 | abs }}{{ +2 | plus: -1 }}', '1.51'],
    ["{{ 'it\\'s' }}{{ \"a | b, c\" }}", "it'sa | b, c"],
    ['{{ "a" | pick: "b", n }}', expect.stringMatching(/^[ab3]$/)],
    ['{{ nosuch | default: "d", allow_false: true }}', 'd'],
    ['{% raw -%} {{ a, b }} {% endraw %}', ' {{ a, b }} '],
    ['{%- raw -%}{{ x }}{%- endraw -%}', '{{ x }}'],
    ['{% raw %}{% endraw %}{%raw%}{%endraw{%- endraw%}', '{%endraw'],
    ['{{ (1..3) | join: "," }}{{ (1..3).size }}', '1,2,33'],
  ])('%s', (text, result) => {
    expect(renderText(text, cells)).toEqual(result)
    expect(checkText(text)).toEqual([])
  })

  it('takes names with any letters, and columns that begin with digits', () => {
    const odd = { größe: 'a', 'no-of-rooms': 'b', '2024_visitors': 'c', 名前: 'd', 'open?': 'e' }
    const text = '{{ größe }}{{ no-of-rooms }}{{ row.2024_visitors }}{{ 名前 }}{{ open? }}'
    expect(renderText(text, odd)).toBe('abcde')
    expect(checkText(text, Object.keys(odd))).toEqual([])
  })
})

it('names every mistake of a text with its own place, and none twice', () => {
  expect(
    checkText('{{ a b }}\n  {% for i in list limit=1 %}\n{{ i }}{{ c, }}{% endfor %}\n{{ n | times }}'),
  ).toEqual([
    expect.stringMatching(/^1:6 /),
    expect.stringMatching(/^2:20 /),
    expect.stringMatching(/^3:12 /),
    expect.stringMatching(/^4:8 /),
  ])
})

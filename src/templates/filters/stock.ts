// The filters of LiquidJS that are kept. Those left out depend on the time or on chance, run code or templates given
// as text, or print what no page should show (`date` and a few more are replaced by our own). Those that compute and
// sort are ours, since its own read what is no number as 0.
import type { ArgumentKind } from './filter.ts'

type StockFilter = [name: string, description: string, example: string, takes?: readonly ArgumentKind[]]

export const stockFilters: StockFilter[] = [
  ['append', 'Adds a text at the end.', '{{ "Paris" | append: ", France" }} → Paris, France', ['text']],
  [
    'array_to_sentence_string',
    'Joins a list with commas and a last word.',
    '{{ "a,b,c" | split: "," | array_to_sentence_string }} → a, b, and c',
    ['text?'],
  ],
  ['capitalize', 'First letter upper case, the rest lower case.', '{{ "oLD town" | capitalize }} → Old town'],
  ['compact', 'Removes empty entries from a list.', '{{ "a,b" | split: "," | compact | join: "-" }} → a-b'],
  [
    'concat',
    'Joins two lists.',
    '{% assign b = "b" | split: "," %}{{ "a" | split: "," | concat: b | join: "-" }} → a-b',
    ['text'],
  ],
  [
    'default',
    'A fallback where there is no value. For empty cells use default_if_blank, which also catches spaces.',
    '{{ "" | default: "none" }} → none',
    ['text'],
  ],
  ['downcase', 'Lower case.', '{{ "PARIS" | downcase }} → paris'],
  ['first', 'The first entry of a list.', '{{ "a,b" | split: "," | first }} → a'],
  ['join', 'Joins a list into one text.', '{{ "a,b" | split: "," | join: " + " }} → a + b', ['text?']],
  ['last', 'The last entry of a list.', '{{ "a,b" | split: "," | last }} → b'],
  ['lstrip', 'Removes spaces at the beginning.', '{{ "  a" | lstrip }} → a', ['text?']],
  [
    'normalize_whitespace',
    'Turns every run of spaces and line breaks into one space.',
    '{{ "a   b" | normalize_whitespace }} → a b',
  ],
  ['number_of_words', 'The number of words.', '{{ "one two" | number_of_words }} → 2', ['text?']],
  ['prepend', 'Adds a text at the beginning.', '{{ "Paris" | prepend: "Visit " }} → Visit Paris', ['text']],
  ['remove', 'Removes every occurrence of a text.', '{{ "a-b-c" | remove: "-" }} → abc', ['text']],
  [
    'remove_first',
    'Removes the first occurrence of a text.',
    '{{ "a-b-c" | remove_first: "-" }} → ab-c',
    ['text'],
  ],
  [
    'remove_last',
    'Removes the last occurrence of a text.',
    '{{ "a-b-c" | remove_last: "-" }} → a-bc',
    ['text'],
  ],
  [
    'replace',
    'Replaces every occurrence of a text.',
    '{{ "a-b-c" | replace: "-", "+" }} → a+b+c',
    ['text', 'text?'],
  ],
  [
    'replace_first',
    'Replaces the first occurrence of a text.',
    '{{ "a-b-c" | replace_first: "-", "+" }} → a+b-c',
    ['text', 'text?'],
  ],
  [
    'replace_last',
    'Replaces the last occurrence of a text.',
    '{{ "a-b-c" | replace_last: "-", "+" }} → a-b+c',
    ['text', 'text?'],
  ],
  ['reverse', 'Reverses a list.', '{{ "a,b" | split: "," | reverse | join: "," }} → b,a'],
  ['rstrip', 'Removes spaces at the end.', '{{ "a  " | rstrip }} → a', ['text?']],
  ['size', 'The number of characters or entries.', '{{ "Paris" | size }} → 5'],
  [
    'slice',
    'A part of a text or list: start and length.',
    '{{ "Paris" | slice: 0, 3 }} → Par',
    ['number', 'number?'],
  ],
  ['split', 'Splits a text into a list.', '{{ "a;b" | split: ";" | first }} → a', ['text']],
  ['strip', 'Removes spaces at both ends.', '{{ "  a  " | strip }} → a', ['text?']],
  ['strip_html', 'Removes HTML tags.', '{{ "<b>bold</b>" | strip_html }} → bold'],
  ['strip_newlines', 'Removes line breaks.', '{{ "a" | strip_newlines }} → a'],
  [
    'truncate',
    'The first characters, with an ellipsis counted in.',
    '{{ "A long text" | truncate: 8 }} → A lon...',
    ['number?', 'text?'],
  ],
  [
    'truncatewords',
    'The first words, with an ellipsis.',
    '{{ "one two three" | truncatewords: 2 }} → one two...',
    ['number?', 'text?'],
  ],
  ['uniq', 'Removes repeated entries from a list.', '{{ "a,a,b" | split: "," | uniq | join: "," }} → a,b'],
  ['upcase', 'Upper case.', '{{ "paris" | upcase }} → PARIS'],
  ['url_decode', 'Decodes a text from a URL.', '{{ "a%20b" | url_decode }} → a b'],
  ['url_encode', 'Encodes a text for a URL.', '{{ "a & b" | url_encode }} → a+%26+b'],
]

/** Names people may try, and why there is no such filter. */
export const refusedFilters: Record<string, string> = {
  sample: 'It is random, and a page must render the same every time. Use pick, which chooses by the row.',
  random: 'It is random, and a page must render the same every time. Use pick, which chooses by the row.',
  shuffle: 'It is random, and a page must render the same every time. Use pick, which chooses by the row.',
  now: 'It depends on the time, and a page must render the same every time. Put the date into a column.',
  date_to_string: 'Use date with a pattern, like date: "%-d %B %Y".',
  date_to_long_string: 'Use date: "long".',
  date_to_xmlschema: 'Use date: "%FT%TZ".',
  date_to_rfc822: 'Use date: "%a, %d %b %Y %T +0000".',
  where_exp: 'Templates inside values are not run.',
  find_exp: 'Templates inside values are not run.',
  inspect: 'Use json.',
  jsonify: 'Use json.',
  safe: 'Use raw.',
}

// The filters of LiquidJS that are kept. Those left out depend on the time or on chance, run code or templates given
// as text, or print what no page should show (`date` and a few more are replaced by our own).

export const stockFilters: [name: string, description: string, example: string][] = [
  ['abs', 'The number without its sign.', '{{ -5 | abs }} → 5'],
  ['append', 'Adds a text at the end.', '{{ "Paris" | append: ", France" }} → Paris, France'],
  [
    'array_to_sentence_string',
    'Joins a list with commas and a last word.',
    '{{ "a,b,c" | split: "," | array_to_sentence_string }} → a, b, and c',
  ],
  ['at_least', 'The number, but not less than this.', '{{ 3 | at_least: 5 }} → 5'],
  ['at_most', 'The number, but not more than this.', '{{ 7 | at_most: 5 }} → 5'],
  ['capitalize', 'First letter large, the others small.', '{{ "oLD town" | capitalize }} → Old town'],
  ['ceil', 'Rounds up.', '{{ 1.2 | ceil }} → 2'],
  ['compact', 'A list without its empty entries.', '{{ "a,b" | split: "," | compact | join: "-" }} → a-b'],
  [
    'concat',
    'Two lists as one.',
    '{% assign b = "b" | split: "," %}{{ "a" | split: "," | concat: b | join: "-" }} → a-b',
  ],
  [
    'default',
    'Another value where there is none. For empty cells, default_if_blank also sees spaces.',
    '{{ "" | default: "none" }} → none',
  ],
  ['downcase', 'All letters small.', '{{ "PARIS" | downcase }} → paris'],
  ['first', 'The first entry of a list.', '{{ "a,b" | split: "," | first }} → a'],
  ['floor', 'Rounds down.', '{{ 1.8 | floor }} → 1'],
  ['join', 'A list as one text.', '{{ "a,b" | split: "," | join: " + " }} → a + b'],
  ['last', 'The last entry of a list.', '{{ "a,b" | split: "," | last }} → b'],
  ['lstrip', 'Without spaces at the beginning.', '{{ "  a" | lstrip }} → a'],
  ['minus', 'Subtracts.', '{{ 5 | minus: 2 }} → 3'],
  [
    'normalize_whitespace',
    'Every run of spaces and line breaks as one space.',
    '{{ "a   b" | normalize_whitespace }} → a b',
  ],
  ['number_of_words', 'How many words a text has.', '{{ "one two" | number_of_words }} → 2'],
  ['plus', 'Adds.', '{{ 5 | plus: 2 }} → 7'],
  ['prepend', 'Adds a text at the beginning.', '{{ "Paris" | prepend: "Visit " }} → Visit Paris'],
  ['remove', 'Takes a text out wherever it stands.', '{{ "a-b-c" | remove: "-" }} → abc'],
  ['remove_first', 'Takes a text out once.', '{{ "a-b-c" | remove_first: "-" }} → ab-c'],
  ['remove_last', 'Takes a text out once, the last one.', '{{ "a-b-c" | remove_last: "-" }} → a-bc'],
  ['replace', 'Puts another text wherever one stands.', '{{ "a-b-c" | replace: "-", "+" }} → a+b+c'],
  [
    'replace_first',
    'Puts another text where one first stands.',
    '{{ "a-b-c" | replace_first: "-", "+" }} → a+b-c',
  ],
  [
    'replace_last',
    'Puts another text where one last stands.',
    '{{ "a-b-c" | replace_last: "-", "+" }} → a-b+c',
  ],
  ['reverse', 'A list from end to beginning.', '{{ "a,b" | split: "," | reverse | join: "," }} → b,a'],
  ['round', 'Rounds, to this many decimals.', '{{ 1.256 | round: 2 }} → 1.26'],
  ['rstrip', 'Without spaces at the end.', '{{ "a  " | rstrip }} → a'],
  ['size', 'How many characters or entries.', '{{ "Paris" | size }} → 5'],
  ['slice', 'A part: from where, and how many.', '{{ "Paris" | slice: 0, 3 }} → Par'],
  ['sort', 'A list in order.', '{{ "b,a" | split: "," | sort | join: "," }} → a,b'],
  [
    'sort_natural',
    'A list in order, whatever the case of letters.',
    '{{ "b,A" | split: "," | sort_natural | join: "," }} → A,b',
  ],
  ['split', 'A text as a list.', '{{ "a;b" | split: ";" | first }} → a'],
  ['strip', 'Without spaces at either end.', '{{ "  a  " | strip }} → a'],
  ['strip_html', 'A text without its HTML tags.', '{{ "<b>bold</b>" | strip_html }} → bold'],
  ['strip_newlines', 'Without line breaks.', '{{ "a" | strip_newlines }} → a'],
  ['sum', 'All numbers of a list together.', '{{ "1,2,3" | split: "," | sum }} → 6'],
  ['times', 'Multiplies.', '{{ 5 | times: 2 }} → 10'],
  [
    'truncate',
    'The first characters, with an ellipsis counted in.',
    '{{ "A long text" | truncate: 8 }} → A lon...',
  ],
  [
    'truncatewords',
    'The first words, with an ellipsis.',
    '{{ "one two three" | truncatewords: 2 }} → one two...',
  ],
  ['uniq', 'A list without repetitions.', '{{ "a,a,b" | split: "," | uniq | join: "," }} → a,b'],
  ['upcase', 'All letters large.', '{{ "paris" | upcase }} → PARIS'],
  ['url_decode', 'A text from its form inside an address.', '{{ "a%20b" | url_decode }} → a b'],
  ['url_encode', 'A text as it must stand inside an address.', '{{ "a & b" | url_encode }} → a+%26+b'],
]

/** Names people may try, and why there is no such filter. */
export const refusedFilters: Record<string, string> = {
  sample:
    'It chooses by chance, and a page must render the same every time. Use pick, which chooses by the row.',
  random:
    'It depends on chance, and a page must render the same every time. Use pick, which chooses by the row.',
  shuffle:
    'It depends on chance, and a page must render the same every time. Use pick, which chooses by the row.',
  now: 'It depends on the time, and a page must render the same every time. Put the date into a column.',
  date_to_string: 'Use date with a pattern, like date: "%-d %B %Y".',
  date_to_long_string: 'Use date: "long".',
  date_to_xmlschema: 'Use date: "%FT%TZ".',
  date_to_rfc822: 'Use date: "%a, %d %b %Y %T +0000".',
  where_exp: 'Templates in texts are not run.',
  find_exp: 'Templates in texts are not run.',
  inspect: 'Use json.',
  jsonify: 'Use json.',
  safe: 'Use raw.',
}

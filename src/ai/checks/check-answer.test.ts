import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkAnswer } from './check-answer.ts'
import { numberWords } from './number-word-tables.ts'

const cells = {
  name: 'Canillo Lodge',
  rooms: '23',
  price: '1,250.50',
  rate: '$499 per night',
  opened: '2019-05-12',
  rating: '4.5',
  hours: '9:00-17:30',
  site: 'https://www.example.com/canillo/',
  mail: 'info@example.com',
  phone: '+376 800 123',
  text: '<p>12 pools, <b>1</b>5 trees</p>',
}
const held = (answer: string, allowed: string[] = []) =>
  checkAnswer(answer, { cells, allowed, isHtml: answer.startsWith('<') }).unknown.map(({ text }) => text)

test.each([
  'Canillo Lodge has 23 rooms.',
  'It has twenty-three rooms and twelve pools.',
  'From $499, opened on 12 May 2019.',
  'Opened May 12, 2019; open since 2019, since May 2019.',
  'Opened 12.05.2019.',
  'For €1250.5 or 1.250,50 EUR.',
  'Rated 4.5 (4,5).',
  'Open from 9 am to 5:30 pm.',
  'See example.com/canillo or https://example.com/canillo.',
  'Visit www.example.com, write to INFO@example.com, call +376 800 123.',
  '<h2>Rooms</h2><p>23 rooms</p>',
  'One of the best, no one disagrees.',
  'It may rain; you march on.',
])('what the row says may be said: %s', (answer) => {
  expect(held(answer)).toEqual([])
})

test.each([
  ['It has 24 rooms.', '24'],
  ['It has 2 3 rooms.', '2'],
  ['It has twenty-four rooms.', 'twenty-four'],
  ['It has vierundzwanzig Zimmer und ist auf der Karte.', 'vierundzwanzig'],
  ['It has ２４ rooms.', '24'],
  ['It has ٢٤ rooms.', '24'],
  ['It has 2\u200b4 rooms.', '24'],
  ['It has two\u00adhundred rooms.', 'twohundred'],
  ['Only €499 a night.', '€499'],
  ['Save 23 % or 15% today.', '15%'],
  ['Opened 12 June 2019.', '12 June 2019'],
  ['Opened 2019-12-05.', '2019-12-05'],
  ['Opened in June.', 'June'],
  ['Closed on Mondays.', 'Mondays'],
  ['Open from 8 am.', '8 am'],
  ['23 million guests', '23 million'],
  ['23k guests', '23k'],
  ['See https://example.org/canillo.', 'https://example.org/canillo'],
  ['See example.com/andorra.', 'example.com/andorra'],
  ['Write to sales@example.com.', 'sales@example.com'],
  ['Call +376 800 124.', '+376 800 124'],
  ['At -23 degrees.', '-23'],
  ['Half of it.', 'Half'],
  ['1½ hours', '1'],
  ['Room 023.', '023'],
  ['<a href="https://evil.example/">23 rooms</a>', 'https://evil.example/'],
  ['<p>2<b>4</b> rooms</p>', '24'],
  ['&#50;&#52; rooms', '24'],
  ['Type A7', '7'],
  ['In the 1990s.', '1990'],
  ['A text with <h2>', '2'],
])('what nobody said is held: %s', (answer, text) => {
  expect(held(answer)).toContain(text)
})

describe('what is allowed', () => {
  it('is said by the owner, as a text or as a range', () => {
    expect(held('Open 24/7, from 3 to 5.', ['24/7', '3..5'])).toEqual([])
    expect(held('From 2 to 5.', ['3..5'])).toEqual(['2'])
    expect(held('Call +44 20 7946 0958.', ['+44 20 7946 0958'])).toEqual([])
  })
})

describe('names', () => {
  const names = (answer: string) => checkAnswer(answer, { cells, allowed: [] }).names
  it('that stand nowhere are told, but for what a sentence begins with', () => {
    expect(names('Stay at Canillo Lodge near Grandvalira. Mountains are close.')).toEqual(['Grandvalira'])
    expect(names("Canillo's best.")).toEqual([])
  })
  it('are not looked for where every noun is large', () => {
    expect(names('Das Haus ist auf dem Berg und hat die Zimmer.')).toEqual([])
  })
})

/** Written so that no reading of it is a number of the row. */
const spellings: ((n: number) => string)[] = [
  (n) => String(n),
  (n) => n.toLocaleString('en'),
  (n) => n.toLocaleString('de'),
  (n) => n.toLocaleString('fr'),
  (n) => n.toLocaleString('de-CH').replace('’', "'"),
  (n) => `$${n}`,
  (n) => `${n} EUR`,
  (n) => `${n}%`,
  (n) => `${n}.75`,
  (n) => `${n}th`,
  (n) => `No.${n}`,
  (n) => `X${n}`,
  (n) => `-${n}`,
  (n) => String(n).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (n) => String(n).replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit))),
  (n) => String(n).split('').join('\u200b'),
  (n) => `<b>${n}</b>`,
  (n) => [...String(n)].map((digit) => `&#${digit.charCodeAt(0)};`).join(''),
  (n) => inWords(n),
  (n) => inWords(n).replaceAll('-', ' ').toUpperCase(),
]

function inWords(n: number): string {
  const { values } = numberWords['en']!
  const word = (value: number) => Object.entries(values).find(([, one]) => one === value)![0]
  if (n < 20) return word(n)
  if (n < 100) return n % 10 === 0 ? word(n) : `${word(n - (n % 10))}-${word(n % 10)}`
  if (n < 1000)
    return `${word(Math.floor(n / 100))} hundred${n % 100 === 0 ? '' : ` and ${inWords(n % 100)}`}`
  return `${inWords(Math.floor(n / 1000))} thousand${n % 1000 === 0 ? '' : ` ${inWords(n % 1000)}`}`
}

test('every invented number is held, however it is written and wherever it stands', () => {
  const number = fc.integer({ min: 2, max: 999_999 })
  const frames = ['There are % of them in this town.', '%', 'The house (%) is new; that is all.', 'a\n%\nb']
  fc.assert(
    fc.property(
      fc.array(number, { maxLength: 8 }),
      number,
      fc.nat({ max: spellings.length - 1 }),
      fc.nat({ max: frames.length - 1 }),
      (given, invented, how, where) => {
        const row = Object.fromEntries(given.map((value, at) => [`c${at}`, String(value)]))
        fc.pre(!given.includes(invented))
        const answer = frames[where]!.replace('%', () => spellings[how]!(invented))
        const { unknown } = checkAnswer(answer, { cells: row, allowed: [], isHtml: answer.includes('<') })
        return unknown.length > 0
      },
    ),
    { numRuns: 5_000, seed: 20261128 },
  )
})

test('and what the row says is not, in each of these ways', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999_999 }), fc.nat({ max: spellings.length - 1 }), (value, how) => {
      const spell = spellings[how]!
      // A sign and a part more are other numbers.
      const written = spell(value)
      fc.pre(!written.startsWith('-') && !written.includes('.75'))
      const ground = { cells: { n: String(value) }, allowed: [], isHtml: written.includes('<') }
      const { unknown } = checkAnswer(`It has ${written} of them.`, ground)
      return unknown.length === 0
    }),
    { numRuns: 3_000, seed: 20261128 },
  )
})

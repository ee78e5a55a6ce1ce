// Rows with the traits of real ones, the same for the same seed: names that repeat, accents, other scripts, emoji,
// empty cells, quotes, commas and line breaks inside cells.

const names = [
  'Canillo',
  'Saint-Étienne',
  'Złotów',
  'Ærøskøbing',
  'São Tomé',
  'Київ',
  'Αθήνα',
  '東京都',
  'Al-Khobar',
  "L'Aquila",
  'Øster "Å" Bro',
  'Ñuñoa',
]
const countries = [
  'Andorra',
  'France',
  'Poland',
  'Denmark',
  'São Tomé and Príncipe',
  'Ukraine',
  'Greece',
  'Japan',
  'Saudi Arabia',
  'Italy',
  'Chile',
  'Bolivia, Plurinational State of',
]
const types = ['Parish', 'Commune', 'Municipality', 'Province', 'District', 'Autonomous region']
const words =
  'old town market river castle harbour museum valley bridge square garden church lake road view'.split(' ')
const flags = ['🇦🇩', '🇫🇷', '🇵🇱', '🇩🇰', '']

/** A seeded generator of numbers in [0, 1) (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function toCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const benchColumns = [
  'code',
  'name',
  'type',
  'country',
  'flag',
  'population',
  'area',
  'founded',
  'website',
  'capital',
  'summary',
  'note',
]

/**
 * CSV text in pieces of about a thousand rows, with a byte order mark. `changeEvery`: one cell of every so many rows is
 * another than without it.
 */
export function* generateCsv(rowCount: number, seed: number, changeEvery = 0): Generator<string> {
  const random = createRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const populationOf = (text: string, row: number) =>
    changeEvery > 0 && row % changeEvery === 0 ? `${text}1` : text
  yield `\ufeff${benchColumns.join(',')}\r\n`
  for (let row = 0; row < rowCount; ) {
    let piece = ''
    for (const end = Math.min(rowCount, row + 1000); row < end; row++) {
      const name = `${pick(names)}${random() < 0.9 ? ` ${Math.floor(random() * 5000)}` : ''}`
      const summary = Array.from({ length: 8 + Math.floor(random() * 8) }, () => pick(words)).join(' ')
      piece += [
        `R-${((row * 7919) % 1_000_003).toString(36)}-${row}`,
        name,
        pick(types),
        pick(countries),
        pick(flags),
        populationOf(random() < 0.1 ? '' : String(Math.floor(random() * 1e6)), row),
        (random() * 1000).toFixed(2),
        `${1200 + Math.floor(random() * 800)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
        `https://example.com/places/${row}`,
        random() < 0.3 ? '' : pick(names),
        `${summary}, the "${pick(words)}" of the ${pick(words)}`,
        random() < 0.05 ? `first line\nsecond line` : '',
      ]
        .map(toCell)
        .join(',')
      piece += '\r\n'
    }
    yield piece
  }
}

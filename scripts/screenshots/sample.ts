// Rows with the traits of real ones: names that repeat, accents, emoji, empty cells, one ragged line.
const kinds = ['Café', 'Museum', 'Park', 'Library', 'Market', 'Harbour', 'Theatre']
const towns = ['Zürich', 'Łódź', 'São Paulo', 'Kraków', 'Oslo', 'Αθήνα', '東京', 'Montréal', 'Reykjavík']
const words = ['Old', 'Grand', 'Little', 'Royal', 'Silver', 'Riverside', 'Saint-Étienne', 'Blue']

/** A CSV of `rows` places; `changed` gives some rows another description, `removed` leaves the last ones out. */
export function sampleCsv(rows: number, edits: { changed?: number; removed?: number } = {}): string {
  const lines = ['code,name,type,town,opened,visitors,description']
  for (let index = 0; index < rows - (edits.removed ?? 0); index += 1) {
    const kind = kinds[index % kinds.length]
    const town = towns[(index * 5) % towns.length]
    const name = `${words[(index * 3) % words.length]} ${kind}`
    const description =
      index < (edits.changed ?? 0)
        ? `Reopened in 2026 after a long renovation of the ${kind?.toLowerCase()}.`
        : `A ${kind?.toLowerCase()} in ${town} that people come back to, ${index % 4 === 0 ? '"every year"'.replaceAll('"', '""') : 'again and again'}.`
    const opened = index % 9 === 0 ? '' : String(1850 + ((index * 7) % 170))
    lines.push(
      `P-${String(index + 1).padStart(4, '0')},${name},${kind},${town},${opened},${1000 + index * 37},"${description}"`,
    )
  }
  lines.push('P-9999,Too many cells,Park,Oslo,1999,5,"A row that is set aside",extra,cells')
  return `${lines.join('\n')}\n`
}

const german = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const hardNames = [
  `${german} und Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz`,
  'A name of three hundred characters '.repeat(9).slice(0, 300),
  '🏞️ Park 👩‍👩‍👧‍👦 of the 🇨🇭 families 🎡',
  'حديقة الملك عبد العزيز العامة في وسط المدينة',
  'מוזיאון ישראל',
  'W'.repeat(120),
  'Tom & "Jerry" <Café> {{ row.name }}',
  '東京都庭園美術館',
]

/** Longer than any name, so that the suggested template takes it for the body. */
const long = (text: string) => text.repeat(9)

/** Rows that are hard to show: long words, other scripts and directions, markup, and a few without a name. */
export function hardCsv(rows: number, edits: { changed?: number; removed?: number } = {}): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = ['code,name,town,description']
  for (let index = 0; index < rows - (edits.removed ?? 0); index += 1) {
    const name =
      index % 21 === 20 ? '' : (hardNames[index] ?? `${words[index % words.length]} place ${index}`)
    const changed =
      index < (edits.changed ?? 0)
        ? long('Reopened after a long renovation, with a new hall. ')
        : long('Open all year round, also on Sundays. ')
    lines.push(
      [`P-${String(index + 1).padStart(3, '0')}`, name, towns[index % towns.length] ?? '', changed]
        .map(cell)
        .join(','),
    )
  }
  return `${lines.join('\n')}\n`
}

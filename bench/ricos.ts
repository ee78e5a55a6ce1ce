// Compares src/ricos with Wix's own published converter on the same pages in the same run: words kept, results valid
// for Wix's validator, throughput; and src/ricos with parse5 alone (without locations, as parse5 is by default).
// `npm ci --prefix bench && node bench/ricos.ts [every nth page for Wix's converter]`
import { createRequire } from 'node:module'
import { parseFragment } from 'parse5'
import { htmlToRicos, ricosToHtml } from '../src/ricos/index.ts'
import { findViolations } from '../src/ricos/rules.ts'
import { visibleWords } from '../src/ricos/visible-words.ts'
import { type Page, readCorpus } from './corpus.ts'

const require = createRequire(import.meta.url)
const { validateRicosDocument } = require('ricos-schema/next')

interface LooseNode {
  type: string
  nodes?: LooseNode[]
  textData?: { text: string }
  buttonData?: { text?: string }
  imageData?: { caption?: string }
}
interface LooseDocument {
  nodes: LooseNode[]
}

interface Tally {
  pages: number
  megabytes: number
  ms: number
  words: number
  wordsKept: number
  complete: number
  valid: number
  failed: number
}

const empty = (): Tally => ({
  pages: 0,
  megabytes: 0,
  ms: 0,
  words: 0,
  wordsKept: 0,
  complete: 0,
  valid: 0,
  failed: 0,
})

/** Words of any Ricos document, each text block apart from the next. */
function wordsOf({ nodes }: LooseDocument): string[] {
  let text = ''
  const open = [...nodes].reverse()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    text += node.textData?.text ?? ''
    if (node.type !== 'TEXT') text += '\n'
    if (node.type === 'BUTTON') text += `${node.buttonData?.text ?? ''}\n`
    if (node.imageData?.caption !== undefined) text += `${node.imageData.caption}\n`
    open.push(...[...(node.nodes ?? [])].reverse())
  }
  return text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')
}

/** Words of the page that are in the result, order aside: the kindest way to count. */
function countKept(expected: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1)
  let kept = 0
  for (const word of expected) {
    const count = left.get(word) ?? 0
    if (count > 0) kept++
    left.set(word, count - 1)
  }
  return kept
}

function measure(
  tally: Tally,
  page: Page,
  expected: readonly string[],
  convert: (html: string) => LooseDocument,
): void {
  tally.pages++
  tally.megabytes += Buffer.byteLength(page.html) / 1e6
  tally.words += expected.length
  const startedAt = performance.now()
  let document: LooseDocument
  try {
    document = convert(page.html)
  } catch {
    tally.ms += performance.now() - startedAt
    tally.failed++
    return
  }
  tally.ms += performance.now() - startedAt
  const found = wordsOf(document)
  tally.wordsKept += countKept(expected, found)
  if (found.length === expected.length && found.every((word, i) => word === expected[i])) tally.complete++
  // As it would arrive at Wix: a property without a value is not sent.
  if (validateRicosDocument(JSON.parse(JSON.stringify(document))).type === 'ok') tally.valid++
}

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`

function print(name: string, tally: Tally): void {
  const { pages, megabytes, ms, words, wordsKept, complete, valid, failed } = tally
  console.log(`${name}: ${pages} pages, ${megabytes.toFixed(1)} MB`)
  console.log(`  words kept      ${percent(wordsKept, words)} of ${words}`)
  console.log(`  complete pages  ${complete} (${percent(complete, pages)}): the same words in the same order`)
  console.log(`  valid for Wix   ${valid} (${percent(valid, pages)})`)
  console.log(`  exceptions      ${failed}`)
  console.log(`  throughput      ${(megabytes / (ms / 1000)).toFixed(2)} MB/s`)
}

/** Processor time of this thread, in ms: other programs on the machine count little in it. */
function cpuMs(pages: readonly Page[], work: (html: string) => void): number {
  const before = process.threadCpuUsage()
  for (const { html } of pages) work(html)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const WARM_ROUNDS = 5
const ROUNDS = 11

/** Converting as a multiple of parsing alone: the same pages by turns in one process, the least and the median round. */
function againstParser(pages: readonly Page[]): { least: number; median: number } {
  const rounds: { parse: number; convert: number }[] = []
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    const parse = cpuMs(pages, (html) => parseFragment(html))
    const convert = cpuMs(pages, (html) => htmlToRicos(html, { seed: 'x' }))
    if (round >= WARM_ROUNDS) rounds.push({ parse, convert })
  }
  const ratios = rounds.map(({ parse, convert }) => convert / parse).sort((a, b) => a - b)
  const least =
    Math.min(...rounds.map(({ convert }) => convert)) / Math.min(...rounds.map(({ parse }) => parse))
  return { least, median: ratios[ratios.length >> 1] ?? Number.NaN }
}

/** What a usual template makes of rows: small pages with a table, a list, links and an image. */
function templatePages(count: number): Page[] {
  return Array.from({ length: count }, (_, i) => ({
    path: `row-${i}`,
    html: `<h2>Place ${i}, Andorra</h2>
<p><strong>Place ${i}</strong> is a parish in <a href="https://example.com/andorra">Andorra</a>. This page tells you what there is to see and how to get there; its code is <em>AD-${i}</em>.</p>
<img src="https://static.example.com/${i}.jpg" width="1200" height="800" alt="Place ${i}">
<h3>At a glance</h3>
<table border="1"><tr><th>Type</th><td>Parish</td></tr><tr><th>Code</th><td>AD-${i}</td></tr></table>
<ul>
  <li>Old town with its market</li>
  <li>Walks along the river, <b>two hours</b> each</li>
</ul>
<p style="text-align:center">Open all year. <a href="mailto:hello@example.com?subject=${i}">Write to us</a>.</p>`,
  }))
}

const [everyText = '1'] = process.argv.slice(2)
const every = Math.max(1, Number(everyText))
const { fromCKEditorHtml } = require('ricos-content/libs/server-side-converters')
const pages = readCorpus()
const ours = empty()
const oursOnTheirs = empty()
const theirs = empty()
let unsound = 0
let unstable = 0

// Once through a part of the pages, so that all three are measured warm.
for (const { html } of pages.slice(0, 100)) {
  parseFragment(html)
  htmlToRicos(html)
}
for (const { html } of pages.slice(0, 5)) fromCKEditorHtml(html)

pages.forEach((page, index) => {
  const expected = visibleWords(parseFragment(page.html))
  measure(ours, page, expected, (html) => htmlToRicos(html, { seed: page.path }).document)
  const { document } = htmlToRicos(page.html, { seed: page.path })
  if (findViolations(document).length > 0) unsound++
  const again = htmlToRicos(ricosToHtml(document), { seed: page.path }).document
  if (JSON.stringify(again) !== JSON.stringify(document)) unstable++
  if (index % every !== 0) return
  measure(oursOnTheirs, page, expected, (html) => htmlToRicos(html).document)
  measure(theirs, page, expected, fromCKEditorHtml)
})

print('src/ricos', ours)
console.log(`  rules kept      ${percent(pages.length - unsound, pages.length)}`)
console.log(
  `  same again      ${percent(pages.length - unstable, pages.length)}: from its own HTML, byte for byte`,
)
const sets = {
  'every 24th page': pages.filter((_, i) => i % 24 === 0),
  'pages of a template': templatePages(3000),
}
for (const [name, set] of Object.entries(sets)) {
  const { least, median } = againstParser(set)
  console.log(
    `  against parse5  ${least.toFixed(2)} times the time of parseFragment alone (median ${median.toFixed(2)}), ${name}`,
  )
}
print('ricos-content', theirs)
const speed = ({ megabytes, ms }: Tally) => megabytes / ms
console.log(
  `src/ricos is ${(speed(oursOnTheirs) / speed(theirs)).toFixed(1)} times as fast on the same ${theirs.pages} pages`,
)

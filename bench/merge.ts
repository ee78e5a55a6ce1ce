// What merging a long page costs, every 20th block changed and every 100th removed on either side.
// `node bench/merge.ts [blocks, 100]`
import {
  htmlToRicos,
  mergeDocuments,
  mergeHtml,
  type RicosDocument,
  ricosToHtml,
} from '../src/ricos/index.ts'

const BLOCKS = Number(process.argv[2] ?? 100)
const ROUNDS = 200

const words = (place: number) =>
  Array.from({ length: 40 }, (_, i) => `word${(place * 7 + i * 13) % 997}`).join(' ')
const page = (change: (place: number, html: string) => string) =>
  Array.from({ length: BLOCKS }, (_, place) => {
    const text = `${place} ${words(place)}`
    if (place % 10 === 3) return change(place, `<ul><li>${text}</li><li>more of <b>${place}</b></li></ul>`)
    return change(place, place % 10 === 0 ? `<h2>${text}</h2>` : `<p>${text} <b>bold</b> and so on</p>`)
  }).join('\n')

const every = (rest: number, put: string) => (place: number, html: string) =>
  place % 20 === rest ? html.replace(' word', ` ${put} word`) : place % 100 === rest + 3 ? '' : html
const [base, ours, theirs] = [page((_, html) => html), page(every(5, 'ours')), page(every(12, 'theirs'))]

function median(run: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return times.sort((a, b) => a - b)[ROUNDS / 2] as number
}

const [b, o, t] = [base, ours, theirs].map((html) => htmlToRicos(html, { seed: 'row' }).document) as [
  RicosDocument,
  RicosDocument,
  RicosDocument,
]
const { collisions, taken } = mergeDocuments(b, o, t)
process.stdout.write(`${BLOCKS} blocks, taken ${JSON.stringify(taken)}, asked ${collisions.length}\n`)
process.stdout.write(`documents: ${median(() => mergeDocuments(b, o, t)).toFixed(1)} ms of processor time\n`)
const [bh, oh, th] = [b, o, t].map(ricosToHtml) as [string, string, string]
process.stdout.write(`HTML: ${median(() => mergeHtml(bh, oh, th)).toFixed(1)} ms\n`)

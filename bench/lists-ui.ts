// A list of a million rows in a real browser: npm run bench -- lists-ui [--rows 1000000]. The dashboard has to be built.
// A script of its own, since it is typed as what runs in browsers.
import { startBrowser } from '../test/e2e/browser.ts'
import { measureList } from '../test/e2e/list-speed.ts'
import { startTestApp } from '../test/helpers/app.ts'
import { insertDataset } from '../test/helpers/project-parts.ts'
import { type Figure, formatFigures } from './figure.ts'

const goals = { firstRowsMs: 1_000, frameMs: 100, rows: 200 }

async function measure(rows: number): Promise<Figure[]> {
  const app = await startTestApp({ listen: true })
  const browser = await startBrowser()
  try {
    const { database } = app.program
    const found = await database.query<{ id: string }>('select id from workspaces')
    const all = Array.from({ length: rows }, (_, i) => ({
      id: `P-${i + 1}`,
      name: `Place ${i + 1}`,
      country: 'Austria',
      text: `A few words about place ${i + 1}, as a table has them.`,
    }))
    const id = await insertDataset(database, found.rows[0]!.id, all)
    const [name = '', ...value] = app.cookie.split('=')
    await browser.context.addCookies([{ name, value: value.join('='), url: app.url }])
    // What a first visit loads is measured elsewhere.
    await browser.page.goto(`${app.url}/notices`)
    await browser.page.getByRole('heading', { level: 1 }).waitFor()
    const speed = await measureList(browser.page, `${app.url}/data/${id}`, rows)
    const isRight =
      speed.rowCount === rows + 1 &&
      speed.indexes.top[0] === 2 &&
      speed.indexes.middle.includes(rows / 2) &&
      speed.indexes.end.at(-1) === rows + 1
    return [
      { name: `${rows} rows: first rows`, value: speed.firstRowsMs, unit: 'ms', goal: goals.firstRowsMs },
      {
        name: 'scrolling to the end: p95 of a frame',
        value: speed.frameP95Ms,
        unit: 'ms',
        goal: goals.frameMs,
      },
      { name: 'the end of the scrollbar: its rows', value: speed.endMs, unit: 'ms', goal: goals.firstRowsMs },
      { name: 'row elements in the document', value: speed.mostRows, unit: '', goal: goals.rows },
      { name: 'wrong places told at top, middle or end', value: isRight ? 0 : 1, unit: '', goal: 0 },
    ]
  } finally {
    await browser.close()
    await app.close()
  }
}

console.log(formatFigures(await measure(Number(process.argv[2] ?? 1_000_000))))

// What the aids of the template editor cost with many rows: coverage of a template with a dozen branches, and picking a
// row, with the longest wait of anybody else meanwhile.
//   node bench/writing-aids.ts [--rows 100000]
import { parseArgs } from 'node:util'
import { startTestApp } from '../test/helpers/app.ts'
import { insertDataset, insertTemplate } from '../test/helpers/project-parts.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })
const rowCount = Number(values.rows)
const app = await startTestApp({ listen: true })
try {
  const { database } = app.program
  const workspace = (await database.query<{ id: string }>('select id from workspaces')).rows[0]!.id
  const rows = Array.from({ length: rowCount }, (_, i) => ({
    id: `P-${i}`,
    name: `Hotel ${i}`,
    city: i % 3 ? 'Vienna' : '',
    stars: String(i % 6),
    text: 'A text of some length about this place. '.repeat(1 + (i % 7)),
  }))
  const datasetId = await insertDataset(database, workspace, rows)
  const branches = [1, 2, 3, 4].map(
    (n) => `{% if row.stars == ${n} %}${n}{% elsif row.city != blank %}c{% endif %}`,
  )
  const body = `<p>{{ row.text }}</p>${branches.join('')}{{ row.city | default_if_blank: "?" }}`
  const fields = { title: '{{ row.name }}', slug: '{{ row.id }}', body }
  const templateId = await insertTemplate(database, workspace, { fields })
  const connection = await app.call('POST', '/api/connections/practice', { body: {} })
  const options = { authorId: '11111111-1111-4111-8111-111111111111' }
  const made = await app.call('POST', '/api/projects', {
    body: {
      ...{ name: 'Places', destination: 'wix/blog', options, datasetId, templateId },
      connectionId: connection.body.id,
    },
  })
  const id: string = made.body.id

  for (const choice of ['longest', 'longest', 'emptiest', 'random', 'next', 'previous', 'problem']) {
    const since = performance.now()
    const answer = await app.call('GET', `/api/projects/${id}/pick?choice=${choice}&from=P-${rowCount >> 1}`)
    console.log(`${choice}: ${Math.round(performance.now() - since)} ms`, answer.body)
  }

  const since = performance.now()
  await app.call('POST', `/api/projects/${id}/coverage`, { body: {} })
  const waits: number[] = []
  for (;;) {
    const asked = performance.now()
    const { body: coverage } = await app.call('GET', `/api/projects/${id}/coverage`)
    waits.push(performance.now() - asked)
    if (coverage.state !== 'running') {
      console.log(
        `coverage of ${rowCount} rows, ${coverage.branches.length} branches: ${Math.round(performance.now() - since)} ms, ${coverage.state}`,
      )
      break
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  waits.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!)
  console.log(
    `other requests meanwhile: ${waits.length}, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`,
  )
} finally {
  await app.close()
}

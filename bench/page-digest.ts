// All pages of a set of rows as one hash, whatever the rows were read from.
import { createHash } from 'node:crypto'
import { readRows } from '../src/data/rows/rows.ts'
import type { Queries } from '../src/db/types.ts'
import type { PageRenderers } from '../src/pages/page-renderers.ts'

const chunk = 500

/** Of rows as `workbook.ts` writes them: every column is in the page, the numbers among them computed with. */
export async function digestPages(
  queries: Queries,
  renderers: Pick<PageRenderers, 'pages'>,
  rowSetId: string,
  columnNames: readonly string[],
): Promise<{ pages: number; problems: number; digest: string }> {
  const cells = columnNames.map((name, n) => {
    const shown = `{{ row["${name}"] }}`
    return n % 4 === 3
      ? `<li>${shown} {{ row["${name}"] | times: 2 | number: "de" }}</li>`
      : `<li>${shown}</li>`
  })
  const renderer = renderers.pages({
    template: {
      fields: {
        title: `{{ row["${columnNames[1]}"] }}`,
        slug: '{{ row.key | slugify }}',
        body: `<h2>{{ row.key }}</h2><ul>${cells.join('')}</ul>`,
      },
      kinds: { title: 'text', slug: 'slug', body: 'html' },
    },
    destination: 'wix/blog',
    options: { authorId: '11111111-1111-4111-8111-111111111111', mode: 'publish' },
    projectId: 'prj_same',
    siteUrl: null,
    withFields: false,
  })
  const hash = createHash('sha256')
  const counts = { pages: 0, problems: 0 }
  for (let afterLine = 0; ; ) {
    const rows = await readRows(queries, rowSetId, { afterLine, limit: chunk })
    const last = rows.at(-1)
    if (!last) return { ...counts, digest: hash.digest('hex') }
    afterLine = last.line
    for (const page of await renderer.render(rows)) {
      hash.update(`${page.rowKey} ${page.payloadHash}\n`)
      counts.pages++
      if (page.problems.some(({ severity }) => severity === 'error')) counts.problems++
    }
  }
}

import '@mantine/core/styles/Table.layer.css'
import { Table } from '@mantine/core'
import type { ConverterComparison } from '../../../../src/api/project.ts'
import { count, counted } from '../../ui/format.ts'
import { costSentence, keptWords } from './comparison.ts'
import classes from './Projects.module.css'

/** What each converter keeps, row by row and in all. */
export function ComparisonFigures({ comparison }: { comparison: ConverterComparison }) {
  const { rows, totals } = comparison
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <section className={classes.comparisonTable} tabIndex={0} aria-label="Words kept, row by row">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th className="num">Words</Table.Th>
              <Table.Th className="num">Kept by SEOmatic</Table.Th>
              <Table.Th className="num">Kept by Wix</Table.Th>
              <Table.Th className="num">Calls</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.rowKey}>
                <Table.Td className="code">{row.rowKey}</Table.Td>
                {row.problem === null ? (
                  <>
                    <Table.Td className="num">{count(row.words)}</Table.Td>
                    <Table.Td className="num">{keptWords(row.words, row.ours)}</Table.Td>
                    <Table.Td className="num">{keptWords(row.words, row.wix)}</Table.Td>
                    <Table.Td className="num">{count(row.calls)}</Table.Td>
                  </>
                ) : (
                  <Table.Td colSpan={4}>{row.problem}</Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">All</Table.Th>
              <Table.Td className="num">{count(totals.words)}</Table.Td>
              <Table.Td className="num">{keptWords(totals.words, totals.ours)}</Table.Td>
              <Table.Td className="num">{keptWords(totals.words, totals.wix)}</Table.Td>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </section>
      <div className={classes.comparisonLosses}>
        <Losses title="SEOmatic changes" losses={totals.ours.losses} />
        <Losses title="Wix's converter changes" losses={totals.wix.losses} />
      </div>
      <p>{costSentence(comparison)}</p>
    </>
  )
}

function Losses({ title, losses }: { title: string; losses: { title: string; count: number }[] }) {
  return (
    <div>
      <h3>{title}</h3>
      {losses.length === 0 ? (
        <p>Nothing</p>
      ) : (
        <ul>
          {losses.map((loss) => (
            <li key={loss.title}>
              {loss.title} <span className="num">({counted(loss.count, 'time')})</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

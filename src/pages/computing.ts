// Computed columns of datasets: texts of templates, made in the processes that make pages.
import type { Problem } from '../api/problem.ts'
import type { PageRenderers } from './page-renderers.ts'

/** The one field of such a template. */
const field = 'text'

/** What steps of datasets compute with; `src/data/steps/step.ts` says what it promises. */
export function createComputing(renderers: Pick<PageRenderers, 'texts' | 'check'>) {
  return {
    async check(template: string, columns: readonly string[]): Promise<string | null> {
      const source = { fields: { [field]: template }, kinds: { [field]: 'text' as const }, columns }
      const problems = await renderers.check(source, {})
      const first = problems.find(({ severity }) => severity === 'error')
      return first ? placed(first) : null
    },
    texts(template: string) {
      const renderer = renderers.texts({ fields: { [field]: template }, kinds: { [field]: 'text' } })
      return async (
        rows: readonly { rowKey: string; cells: Record<string, string> }[],
        signal: AbortSignal,
      ) => {
        const rendered = await renderer.render(rows, signal)
        return rendered.map(({ fields, problems }) => {
          const problem = problems.find(({ severity }) => severity === 'error')
          return problem ? { problem: placed(problem) } : { text: fields[field] ?? '' }
        })
      }
    },
  }
}

/** The message, with the place where the template has more than one line. */
function placed({ message, line }: Problem): string {
  return line !== undefined && line > 1 ? `${message} (Line ${line} of the template.)` : message
}

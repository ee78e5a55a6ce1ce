// Which options of a destination are asked at the moment: some depend on what another one says. Pure.
import type { OptionSpec } from './destination.ts'

/** Those whose condition holds. A condition on an option that is not asked itself does not hold. */
export function shownOptions(specs: OptionSpec[], values: Record<string, unknown>): OptionSpec[] {
  const isShown = ({ shownWhen, name }: OptionSpec): boolean => {
    if (shownWhen === null) return true
    const other = specs.find((spec) => spec.name === shownWhen.option && spec.name !== name)
    return (
      other !== undefined && isShown(other) && shownWhen.values.includes(String(values[shownWhen.option]))
    )
  }
  return specs.filter(isShown)
}

/** The values of those options: what is worth sending. */
export function shownValues(specs: OptionSpec[], values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(shownOptions(specs, values).map(({ name }) => [name, values[name]]))
}

// The options of a destination as a form starts with them, judges them and sends them. Pure.
import type { OptionSpec } from '../../../../src/api/destination.ts'
import { shownOptions, shownValues } from '../../../../src/api/shown-options.ts'

export type OptionValues = Record<string, unknown>

/** What is wrong with an option, or null. */
export function optionProblem(spec: OptionSpec, value: unknown): string | null {
  const isEmpty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  if (!spec.required || !isEmpty) return null
  return `${spec.kind === 'text' ? 'Enter' : 'Choose'}: ${spec.label.toLowerCase()}.`
}

/** The values a form starts with: the first choice of every required list. */
export function initialOptions(specs: OptionSpec[]): OptionValues {
  return Object.fromEntries(
    specs
      .filter((spec) => spec.kind === 'boolean' || (spec.kind === 'choice' && spec.required))
      .map((spec) => [spec.name, spec.kind === 'boolean' ? false : (spec.choices[0]?.value ?? '')]),
  )
}

/** Whether every option that is asked has an answer. */
export function areOptionsValid(specs: OptionSpec[], values: OptionValues): boolean {
  return shownOptions(specs, values).every((spec) => optionProblem(spec, values[spec.name]) === null)
}

/**
 * What to ask the site's fields with, or null while something decisive is open. A detail that is still missing (the
 * field to match by) is left out together with what asks for it: the fields do not hang on it.
 */
export function optionsForFields(specs: OptionSpec[], values: OptionValues): OptionValues | null {
  const isOpen = (spec: OptionSpec) => optionProblem(spec, values[spec.name]) !== null
  const asking = shownOptions(specs, values)
    .filter(isOpen)
    .map((spec) => spec.shownWhen?.option)
  const start = initialOptions(specs)
  const settled = {
    ...values,
    ...Object.fromEntries(asking.flatMap((name) => (name ? [[name, start[name]]] : []))),
  }
  return areOptionsValid(specs, settled) ? shownValues(specs, settled) : null
}

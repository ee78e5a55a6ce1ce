import { type ChangeEvent, useState } from 'react'

type Rules<T> = { [K in keyof T]: (value: string) => string | null }

/**
 * Text fields judged at the right time: neutral while first filled, judged when left or pasted into,
 * and from then on at each change, so that a field turns right as soon as it is right.
 */
export function useJudgedFields<T extends Record<string, string>>(initial: T, rules: Rules<T>) {
  const [values, setValues] = useState<T>(initial)
  const [judged, setJudged] = useState<Partial<Record<keyof T, boolean>>>({})
  const judge = (name: keyof T) => setJudged((before) => ({ ...before, [name]: true }))
  const problem = <K extends keyof T>(name: K) => rules[name](values[name] as string)

  return {
    values,
    setValue: (name: keyof T, value: string) => setValues((before) => ({ ...before, [name]: value })),
    reset: () => {
      setValues(initial)
      setJudged({})
    },
    /** Judges every field, moves focus to the first wrong one, and says whether all are right. */
    judgeAll: () => {
      const names = Object.keys(rules) as (keyof T & string)[]
      setJudged(Object.fromEntries(names.map((name) => [name, true])) as Record<keyof T, boolean>)
      const wrong = names.find((name) => problem(name) !== null)
      if (wrong !== undefined) document.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus()
      return wrong === undefined
    },
    field: (name: keyof T & string) => ({
      name,
      value: values[name],
      error: judged[name] ? problem(name) : null,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
        const value = event.currentTarget.value
        setValues((before) => ({ ...before, [name]: value }))
      },
      onBlur: () => {
        if (values[name] !== '') judge(name)
      },
      onPaste: () => judge(name),
    }),
  }
}

// What a query allows of a field.

interface FieldRule {
  operators: readonly string[]
  canSort: boolean
}

export type FieldRules = Record<string, FieldRule>

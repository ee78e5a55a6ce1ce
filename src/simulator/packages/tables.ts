// What the generated tables hold.

/** What a value may be, as far as the comment of its type says. Absent: anything. */
export type Limit =
  | { kind: 'string'; min?: number; max?: number; guid?: true; decimal?: Record<string, number> }
  | { kind: 'number'; min?: number; max?: number }
  | { kind: 'enum'; values: string[] }
  | { kind: 'list'; of?: Limit; min?: number; max?: number }
  | { kind: 'type'; name: string }

/** `METHOD path`, parameters as `{}`, to the name of a type or an empty text. */
export type PackageRoutes = Record<string, string>
export type PackageTypes = Record<string, Record<string, Limit>>
export type PackageQueries = Record<string, Record<string, { operators: string[] | null; canSort: boolean }>>

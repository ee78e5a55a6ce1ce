// What the JSON of Wix looks like to the type checker.

/** A value that came out of `JSON.parse` as an object. */
export type JsonObject = { [key: string]: unknown }

type IsAny<T> = 0 extends 1 & T ? true : false

/**
 * A type of Wix's SDK as it travels on the wire: dates are ISO 8601 strings, and what the SDK leaves open is
 * `unknown` here.
 */
export type Jsonify<T> =
  IsAny<T> extends true
    ? unknown
    : T extends Date
      ? string
      : T extends string | number | boolean | null | undefined
        ? T
        : T extends readonly (infer Item)[]
          ? Jsonify<Item>[]
          : T extends object
            ? { [Key in keyof T]: Jsonify<T[Key]> }
            : T

/** An entity Wix has stored: its id was checked to be there. */
export type Saved<T> = T & { id: string }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function stringOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

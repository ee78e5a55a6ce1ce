/**
 * An empty array with room for one. V8 gives one that grows from nothing room for 17 at once, and most elements, items
 * and cells hold one thing: their arrays would be most of what a conversion allocates.
 */
export function roomForOne<T>(): T[] {
  // What `pop` leaves behind keeps its room, unlike an array emptied by its length.
  const array: (T | undefined)[] = [undefined]
  array.pop()
  return array as T[]
}

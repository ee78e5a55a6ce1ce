/** A filter that cannot work with what it got. The message is shown to the owner with line and column. */
export class FilterError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FilterError'
  }
}

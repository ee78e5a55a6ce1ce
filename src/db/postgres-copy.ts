// COPY FROM STDIN over node-postgres, which speaks the protocol but offers no call for it.
import type pg from 'pg'

/** What the driver's connection does for a copy. */
interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** A query as the driver runs it: it calls these methods as the server's messages come in. */
class CopyIn implements pg.Submittable {
  readonly done: Promise<void>
  private readonly sql: string
  private readonly text: string
  private readonly settle: PromiseWithResolvers<void> = Promise.withResolvers()

  constructor(sql: string, text: string) {
    this.sql = sql
    this.text = text
    this.done = this.settle.promise
  }

  submit(connection: pg.Connection): void {
    ;(connection as unknown as CopyConnection).query(this.sql)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.text))
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.settle.resolve()
  }

  handleError(error: Error): void {
    this.settle.reject(error)
  }
}

/** `text` as `toCopyText` makes it. Fails as any other query does; then nothing of it was kept. */
export async function copyIn(client: pg.ClientBase, sql: string, text: string): Promise<void> {
  await client.query(new CopyIn(sql, text)).done
}

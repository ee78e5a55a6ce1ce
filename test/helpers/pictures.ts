import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { png } from '../../src/images/test-pictures.ts'

/** A host of pictures on this machine: what templates name can be looked at without the internet. */
export async function startPictures(): Promise<{ host: string; close(): Promise<void> }> {
  const picture = png(40, 30)
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end(picture),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

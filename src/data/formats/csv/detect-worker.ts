// The thread that guesses encodings. Its models take a tenth of a second to unpack and 80 MB to hold, which the server
// should not feel and need not keep: few files are not in Unicode.
import { parentPort, workerData } from 'node:worker_threads'
import { detectAll } from 'jschardet'

const { words, names } = workerData as { words: Uint8Array; names: string[] }
const found = detectAll(words, { minimumThreshold: 0, detectEncodings: names })
parentPort!.postMessage(found.map(({ encoding, confidence }) => ({ encoding, confidence })))

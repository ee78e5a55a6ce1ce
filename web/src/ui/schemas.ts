// Import this where a schema of the API checks something in the browser. zod would otherwise try `new Function`, which
// the Content-Security-Policy refuses and reports. By its own name: calls on `z` are taken for schemas by the build, and
// left out where nobody uses what they give.
import { config } from 'zod'

config({ jitless: true })

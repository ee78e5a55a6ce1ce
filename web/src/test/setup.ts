// Before the tests of every file: patience, and what jsdom lacks, where it is asked for.
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { fillJsdom } from './fill-jsdom.ts'

// A machine under load may need longer than the second that testing-library waits by default.
configure({ asyncUtilTimeout: 60_000 })
afterEach(cleanup)
// Pure code is tested without a document.
if ('document' in globalThis) fillJsdom()

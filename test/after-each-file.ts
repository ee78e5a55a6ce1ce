// Files of tests share a process: what their helpers made for one goes before the next.
import { afterAll } from 'vitest'
import { removeFolderOfFile } from './helpers/folder-of-file.ts'

afterAll(removeFolderOfFile)

// Before every file of tests: all properties draw from one seed, whatever else they are called with.
import fc from 'fast-check'
import { readSeed } from './seed.ts'

fc.configureGlobal({ seed: readSeed(process.env['SEED']) })

// Before tests that start the program: it is built, as `npm start` builds it.
import { buildProgramIfStale } from '../scripts/build-program.ts'

export const setup = buildProgramIfStale

// Of every screen test: a machine under load may need longer than the second that testing-library waits by default.
import { configure } from '@testing-library/react'

configure({ asyncUtilTimeout: 60_000 })

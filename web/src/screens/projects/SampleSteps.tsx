import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { sampleQuery } from '../../queries/sample.ts'

const FirstSteps = lazy(async () => ({ default: (await import('./FirstSteps.tsx')).FirstSteps }))

/** The first steps above the sample project; no other one loads them. */
export function SampleSteps({ project }: { project: Project }) {
  const sample = useQuery(sampleQuery).data
  if (sample?.projectId !== project.id) return null
  return (
    <Suspense fallback={null}>
      <FirstSteps on={project} />
    </Suspense>
  )
}

import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react'
import type { NoticeSeverity } from '../../../../src/api/notice-kinds.ts'

interface Look {
  icon: Icon
  tone: 'good' | 'quiet' | 'warn' | 'bad'
  word: string
}

export const severityLooks: Record<NoticeSeverity, Look> = {
  good: { icon: IconCircleCheck, tone: 'good', word: 'Good' },
  info: { icon: IconInfoCircle, tone: 'quiet', word: 'To know' },
  warning: { icon: IconAlertTriangle, tone: 'warn', word: 'Warning' },
  problem: { icon: IconCircleX, tone: 'bad', word: 'Problem' },
}

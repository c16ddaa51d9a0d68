import type { Example } from '../web/index.ts'
import { StudentPage } from './pages/student.tsx'
import { TeacherPage } from './pages/teacher.tsx'

export const examples: readonly Example[] = [
  { name: 'not-recognized-student', title: 'Account not recognized: student', render: () => <StudentPage /> },
  { name: 'not-recognized-teacher', title: 'Account not recognized: academic teacher', render: () => <TeacherPage /> },
]

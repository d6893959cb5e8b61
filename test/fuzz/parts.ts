import type { Fuzz } from './chance.ts'

/** What is mutated, one line each; loaded only when it is its turn. */
export const parts = {
  tables: async (): Promise<Fuzz> => (await import('./tables.ts')).fuzzTables,
  pictures: async (): Promise<Fuzz> => (await import('./pictures.ts')).fuzzPictures,
  settings: async (): Promise<Fuzz> => (await import('./settings.ts')).fuzzSettings,
  answers: async (): Promise<Fuzz> => (await import('./answers.ts')).fuzzAnswers,
  database: async (): Promise<Fuzz> => (await import('./database.ts')).fuzzDatabase,
  ipc: async (): Promise<Fuzz> => (await import('./ipc.ts')).fuzzIpc,
} as const

export const partNames = Object.keys(parts) as readonly (keyof typeof parts)[]

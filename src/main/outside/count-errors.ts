import type { LogFile } from '../lib/log.ts'

/** The same log; `failed` hears the room of every error written to it. */
export function countErrors(log: LogFile, failed: (room: string) => void): LogFile {
  return {
    ...log,
    room(name) {
      const room = log.room(name)
      return {
        ...room,
        error(line, cause) {
          failed(name)
          room.error(line, cause)
        },
      }
    },
  }
}

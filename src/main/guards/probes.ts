import { statfs } from 'node:fs/promises'
import systeminformation from 'systeminformation'
import { z } from 'zod'
import type { MachineUse } from '../../shared/work.ts'
import { readRegular } from '../lib/safe-read.ts'

/** One look at the machine; rejects when it cannot be measured. */
export type Probe = () => Promise<MachineUse>

/** The disk that holds `folder`, and the memory. */
export function machineProbe(folder: string): Probe {
  return async () => {
    const [disk, memory] = await Promise.all([statfs(folder), systeminformation.mem()])
    const usedBlocks = disk.blocks - disk.bfree
    return {
      // As df counts it: of what this user could use, without the part reserved for the system.
      diskPercent: (usedBlocks / Math.max(1, usedBlocks + disk.bavail)) * 100,
      // Not `used` or `free`: files the system keeps at hand count as used, and it gives them up when asked. That is what
      // Linux and Windows say themselves, and on macOS what systeminformation adds up. In a container both numbers are the
      // host's: a limit of the container's own is not seen.
      memoryPercent: 100 - (memory.available / Math.max(1, memory.total)) * 100,
    }
  }
}

const useShape = z.object({ diskPercent: z.number(), memoryPercent: z.number() })
const USE_FILE_MAX_BYTES = 1_000

/** What a file says, read again at each look: so a test fills a disk it does not have. */
export function fileProbe(file: string): Probe {
  return async () => {
    const read = await readRegular(file, USE_FILE_MAX_BYTES)
    if (!read.ok) throw new Error(`the probes cannot be read: ${read.problem}`)
    return useShape.parse(JSON.parse(read.bytes.toString('utf8')))
  }
}

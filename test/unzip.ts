import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** Path and text of every file in an archive, read by a library that knows nothing of who wrote it. */
export async function unzip(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const files = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    files.set(entry.fileName, (await buffer(stream)).toString('utf8'))
  }
  return files
}

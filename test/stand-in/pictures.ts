// nativeImage as far as a picture of a page or an empty icon needs it.
import { onlyImitated } from './host.ts'

export type Picture = { isEmpty(): boolean; toPNG(): Buffer; getSize(): { width: number; height: number } }

export function pictureOf(png: Buffer): Picture {
  return onlyImitated('NativeImage', {
    isEmpty: () => png.length === 0,
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    // Width and height stand at fixed places of a PNG's first chunk.
    getSize: () =>
      png.length === 0
        ? { width: 0, height: 0 }
        : { width: png.readUInt32BE(16), height: png.readUInt32BE(20) },
  })
}

export const nativeImage = onlyImitated('nativeImage', { createEmpty: () => pictureOf(Buffer.alloc(0)) })

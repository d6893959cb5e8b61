/** More would only make the guard wait: HCP wants 500 × 500, main does the rest. */
const LONG_SIDE = 1280
const QUALITY = 0.92

/** The square around the guide oval, unmirrored, as JPEG; null when the camera has not delivered a picture yet. */
export async function takePicture(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video
  const side = Math.min(width, height)
  if (side === 0) return null
  const canvas = document.createElement('canvas')
  canvas.width = Math.min(side, LONG_SIDE)
  canvas.height = canvas.width
  const paper = canvas.getContext('2d')
  if (paper === null) return null
  paper.drawImage(
    video,
    (width - side) / 2,
    (height - side) / 2,
    side,
    side,
    0,
    0,
    canvas.width,
    canvas.height,
  )
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

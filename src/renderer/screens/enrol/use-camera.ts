import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { recall, remember } from '../../state/remembered.ts'

export type CameraProblem = 'none' | 'denied' | 'busy' | 'lost' | 'failed'

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'problem'; readonly problem: CameraProblem }

interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly state: CameraState
  readonly devices: readonly MediaDeviceInfo[]
  readonly deviceId: string
  readonly choose: (deviceId: string) => void
  readonly again: () => void
}

/** The live picture of one webcam while `on`; the light of the camera goes out as soon as nobody needs it. */
export function useCamera(on: boolean): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([])
  const [wanted, setWanted] = useState(() => recall('camera') ?? '')
  const [deviceId, setDeviceId] = useState('')
  const [attempt, setAttempt] = useState(0)

  const again = useCallback(() => {
    setState({ kind: 'starting' })
    setAttempt((n) => n + 1)
  }, [])
  const choose = useCallback(
    (id: string) => {
      remember('camera', id)
      setWanted(id)
      again()
    },
    [again],
  )

  useEffect(() => {
    if (!on) return undefined
    let stopped = false
    let stream: MediaStream | null = null
    const element = video.current
    // A webcam plugged in while the desk says "no camera" should simply start.
    const onChange = (): void => void (stream === null && setAttempt(attempt + 1))

    const start = async (): Promise<void> => {
      try {
        const opened = await open(wanted)
        if (stopped) return stop(opened)
        stream = opened
        const [track] = opened.getVideoTracks()
        setDeviceId(track?.getSettings().deviceId ?? '')
        track?.addEventListener('ended', () => {
          stream = null
          setState({ kind: 'problem', problem: 'lost' })
        })
        if (element !== null) {
          element.srcObject = opened
          await element.play()
        }
        const found = await navigator.mediaDevices.enumerateDevices()
        if (stopped) return undefined
        setDevices(found.filter(({ kind }) => kind === 'videoinput'))
        setState({ kind: 'live' })
      } catch (error) {
        if (!stopped) setState({ kind: 'problem', problem: problemOf(error) })
      }
      return undefined
    }

    void start()
    navigator.mediaDevices?.addEventListener('devicechange', onChange)
    return () => {
      stopped = true
      stop(stream)
      if (element !== null) element.srcObject = null
      navigator.mediaDevices?.removeEventListener('devicechange', onChange)
    }
  }, [on, wanted, attempt, video])

  return { video, state, devices, deviceId, choose, again }
}

async function open(deviceId: string): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  // "ideal", not "exact": a camera that was swapped overnight is replaced by the one that is there.
  const device = deviceId === '' ? {} : { deviceId: { ideal: deviceId } }
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...device } })
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'failed'
}

import { useState } from 'react'
import type { Incident } from '../../../shared/incident.ts'
import { recall, remember } from '../../state/remembered.ts'
import { type Chime, chimeFor, notes } from './chime.ts'
import { useNews } from './use-news.ts'

export interface SoundSwitch {
  readonly on: boolean
  readonly turn: (on: boolean) => void
}

/** Rings once for each incident that appears while the desk is open; what was there before is not news. */
export function useChime(incidents: readonly Incident[]): SoundSwitch {
  const [on, setOn] = useState(() => recall('incidentSound') !== 'off')
  useNews(incidents, (known) => {
    const chime = on ? chimeFor(known, incidents) : null
    if (chime !== null) play(chime)
  })
  return {
    on,
    turn(next) {
      setOn(next)
      remember('incidentSound', next ? 'on' : 'off')
      // So that one knows what to listen for, and that the loudspeaker works.
      if (next) play('high')
    },
  }
}

function play(chime: Chime): void {
  try {
    sound(chime)
  } catch {
    // A computer without a loudspeaker: the banner is there all the same.
  }
}

/** Made of sine waves here: no file to load, nothing to allow in the page's policy. */
function sound(chime: Chime): void {
  const audio = new AudioContext()
  const startS = audio.currentTime + 0.05
  let endS = startS
  for (const { hz, atS, lastsS, volume } of notes[chime]) {
    const from = startS + atS
    const tone = audio.createOscillator()
    const loudness = audio.createGain()
    tone.frequency.value = hz
    loudness.gain.setValueAtTime(0, from)
    loudness.gain.linearRampToValueAtTime(volume, from + 0.015)
    loudness.gain.exponentialRampToValueAtTime(0.001, from + lastsS)
    tone.connect(loudness).connect(audio.destination)
    tone.start(from)
    tone.stop(from + lastsS)
    endS = Math.max(endS, from + lastsS)
    // The last to fall silent gives the loudspeaker back.
    tone.addEventListener('ended', () => void (from + lastsS >= endS && audio.close()))
  }
}

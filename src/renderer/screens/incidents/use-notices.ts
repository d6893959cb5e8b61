import { useEffect, useRef, useState } from 'react'
import type { Incident } from '../../../shared/incident.ts'
import { recall, remember } from '../../state/remembered.ts'
import { useFormat, useText } from '../../text/text.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { type Notice, noticesFor } from './notices.ts'
import { useNews } from './use-news.ts'

export interface NoticeSwitch {
  readonly on: boolean
  readonly turn: (on: boolean) => void
}

/**
 * Shows new incidents by way of the system while another window is in front. They go when the desk comes to the front: from
 * there on its own banner speaks.
 */
export function useNotices(
  incidents: readonly Incident[],
  onLook: (incidentId: number) => void,
): NoticeSwitch {
  const t = useText()
  const format = useFormat()
  const say = useToast()
  const [on, setOn] = useState(() => recall('incidentNotices') !== 'off')
  const shown = useRef(new Set<Notification>())

  const show = ({ incident, count, stays }: Notice): void => {
    const kind = t.incidents.kinds[incident.kind]
    const name = t.fullName(incident.familyName, incident.givenName)
    const time = format.moment(incident.atMs, Date.now())
    const what = t.incidents.what[incident.kind](incident.doorName, time, incident.direction)
    const notification = new Notification(count === 1 ? kind : t.incidents.fresh(count), {
      body: count === 1 ? t.incidents.notice(name, what) : t.incidents.worst(kind, name),
      requireInteraction: stays,
      // The desk has a sound of its own, and a switch for it.
      silent: true,
    })
    shown.current.add(notification)
    notification.addEventListener('click', () => {
      notification.close()
      void window.desk.desk.comeForward()
      onLook(incident.incidentId)
    })
  }
  useNews(incidents, (known) => {
    const notices = on && !document.hasFocus() ? noticesFor(known, incidents) : []
    if (notices.length > 0) void mayShow().then((may) => may && notices.forEach(show))
  })

  useEffect(() => {
    const all = shown.current
    const takeBack = (): void => {
      for (const notification of all) notification.close()
      all.clear()
    }
    window.addEventListener('focus', takeBack)
    return () => {
      window.removeEventListener('focus', takeBack)
      takeBack()
    }
  }, [])

  return {
    on,
    turn(next) {
      setOn(next)
      remember('incidentNotices', next ? 'on' : 'off')
      if (!next) return
      void mayShow().then((may) => {
        if (!may) say({ tone: 'warn', words: (now) => now.incidents.noticesRefused })
      })
    },
  }
}

/** Main allows it to this page; a computer may still refuse. */
async function mayShow(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted'
}

import type { IpcRenderer } from 'electron'
import { contract, type Envelope, pushes } from '../shared/contract.ts'

type Wire = Pick<IpcRenderer, 'invoke' | 'on' | 'off'>

/** Builds `window.desk` from the contract's keys: `desk.visits.enrol(ask)` becomes the channel `visits.enrol`. */
export function buildBridge(wire: Wire): Record<string, unknown> {
  const rooms = Object.entries(contract).map(([room, verbs]) => [
    room,
    Object.fromEntries(Object.keys(verbs).map((verb) => [verb, caller(wire, `${room}.${verb}`)])),
  ])
  const on = Object.fromEntries(Object.keys(pushes).map((name) => [name, listener(wire, `push.${name}`)]))
  return { ...Object.fromEntries(rooms), on }
}

function caller(wire: Wire, channel: string) {
  return async (ask: unknown = null): Promise<unknown> => {
    const envelope = (await wire.invoke(channel, ask)) as Envelope
    if (envelope.ok) return envelope.value
    // Errors crossing the context bridge keep only their message, so the code travels in it.
    throw new Error(`${envelope.code} ${envelope.requestId}`)
  }
}

function listener(wire: Wire, channel: string) {
  return (hear: (payload: unknown) => void): (() => void) => {
    const onPush = (_event: unknown, payload: unknown): void => hear(payload)
    wire.on(channel, onPush)
    return () => void wire.off(channel, onPush)
  }
}

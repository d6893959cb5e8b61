import type { AnswerOf, AskOf, Contract } from '../../shared/contract.ts'
import type { FrontDesk } from '../app/front-desk-shape.ts'
import type { OpenDesk } from '../app/one-desk.ts'

/** Main's side of the contract: a call without a handler does not compile. */
export type Handlers = {
  readonly [Room in keyof Contract]: {
    readonly [Verb in keyof Contract[Room]]: (
      ask: AskOf<Contract[Room][Verb]>,
    ) => AnswerOf<Contract[Room][Verb]> | Promise<AnswerOf<Contract[Room][Verb]>>
  }
}

/** No desk is open for this call: the screen is a moment behind, and the next patch will tell it. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError'
}

/** Every call of the contract and who answers it, one line each. */
export function createHandlers(front: FrontDesk): Handlers {
  const open = (): OpenDesk => {
    const desk = front.current()
    if (!desk) throw new NotReadyError('no desk is open')
    return desk
  }
  const visits = () => open().desk

  return {
    desk: {
      snapshot: () => front.snapshot(),
      setLanguage: ({ language }) => front.setLanguage(language),
      setTheme: ({ theme }) => front.setTheme(theme),
      comeForward: () => front.comeForward(),
    },
    setup: {
      startTraining: () => front.startTraining(),
      probe: ({ address }) => front.probe(address),
      test: (ask) => front.test(ask),
      connect: (ask) => front.connect(ask),
      leave: () => front.leave(),
      reopen: () => front.reopen(),
    },
    photos: {
      accept: ({ bytes }) => open().acceptPhoto(bytes),
    },
    visits: {
      enrol: (ask) => visits().enrol(ask),
      extend: ({ visitId, untilMs }) => visits().extend(visitId, untilMs),
      checkIn: ({ visitId }) => visits().checkIn(visitId),
      checkOut: ({ visitId }) => visits().checkOut(visitId),
      cancel: ({ visitId }) => visits().cancel(visitId),
      giveBack: ({ visitId }) => visits().giveBack(visitId),
      tryAgain: ({ visitId }) => visits().tryAgain(visitId),
      reapply: ({ visitId }) => visits().reapply(visitId),
      newPhoto: ({ visitId, photoHash }) => visits().newPhoto(visitId, photoHash),
      exportTable: ({ fromMs, untilMs, format, words }) =>
        open().journal.exportVisits({ fromMs, untilMs }, format, words),
    },
    imports: {
      read: ({ fileName, bytes }) => open().imports.read(fileName, bytes),
      choosePhotos: ({ from }) => open().imports.choosePhotos(from),
      photo: ({ name }) => open().imports.photo(name),
      known: ({ names }) => open().imports.known(names),
      saveTemplate: ({ format, words }) => open().imports.saveTemplate(format, words),
      close: () => open().imports.close(),
    },
    groups: {
      enrol: ({ name, asks }) => open().groups.enrol(name, asks),
      checkOut: ({ name, visitIds }) => open().groups.checkOut(name, visitIds),
      change: ({ groupId, change }) => open().groups.change(groupId, change),
      exportResult: ({ groupId, format, words }) => open().groups.exportResult(groupId, format, words),
    },
    muster: {
      set: ({ running }) => open().muster.set(running),
      resume: () => open().muster.resume(),
      mark: ({ visitId, safe }) => open().muster.mark(visitId, safe),
      savePdf: ({ fileName }) => open().muster.savePdf(fileName),
    },
    guests: {
      search: ({ text }) => visits().search(text),
    },
    hcp: {
      tryNow() {
        open().tryNow()
        return null
      },
      diagnose() {
        open().hcp.diagnose()
        return null
      },
      refresh() {
        open().hcp.refresh()
        return null
      },
      setLimits: (limits) => front.setLimits(limits),
      setMetrics: ({ port }) => front.setMetrics(port),
    },
    site: {
      doors: () => open().doorMap.doors(),
      mapDoor: ({ doorId, direction }) => open().doorMap.mapDoor(doorId, direction),
      mapReader: ({ readerId, direction }) => open().doorMap.mapReader(readerId, direction),
      setPolicy(policy) {
        open().setPolicy(policy)
        return null
      },
      setWebhook: (ask) => open().webhook.set(ask),
      renewWebhookSecret: () => open().webhook.renewSecret(),
      tryWebhook: () => open().webhook.tryOnce(),
    },
    care: {
      setKeepDays: ({ days }) => open().keeping.setDays(days),
      exportDestructions: ({ format, words }) => open().keeping.exportRecords(format, words),
      backUp: () => open().care.backUp('hand'),
      weigh: ({ name }) => front.weigh(name),
      restore: ({ name }) => front.replaceStore(name),
      seen: () => open().care.seen(),
    },
    rescue: {
      tryAgain: () => front.tryAgain(),
      startEmpty: () => front.replaceStore(null),
      quit: () => front.quit(),
    },
    passages: {
      find: ({ filter, after }) => open().journal.find(filter, after),
      exportTable: ({ filter, format, words }) => open().journal.exportPassages(filter, format, words),
    },
    day: {
      view: ({ atMs }) => open().journal.day(atMs),
    },
    incidents: {
      change: ({ incidentId, ...change }) => open().changeIncident(incidentId, change),
    },
    support: {
      save: () => front.support.save(),
    },
    training: {
      doorways: () => front.training()?.doorways() ?? [],
      walk: ({ guestId, doorId }) =>
        front.training()?.walk(open().store, guestId, doorId) ?? { ok: false, refused: 'notTraining' },
      setWeather: async (weather) => (await front.training()?.setWeather(weather)) ?? null,
    },
  }
}

import type { AccessHcp } from '../access/perform.ts'
import { applyToDoors, askDoors, askDoorsTogether } from '../hcp/endpoints/doors.ts'
import { addToLevel, listMembers, removeFromLevel } from '../hcp/endpoints/levels.ts'
import { addPerson, findPerson, listPersons, updatePerson, uploadFace } from '../hcp/endpoints/persons.ts'
import type { Gate } from '../hcp/gate.ts'

/** HCP as the reconciler needs it: each step is one call through the gate. */
export function accessHcp(gate: Gate): AccessHcp {
  return {
    findPerson: (callClass, personCode) => findPerson(gate, callClass, personCode),
    addPerson: (callClass, person) => addPerson(gate, callClass, person),
    updatePerson: (callClass, change) => updatePerson(gate, callClass, change),
    uploadFace: (callClass, face) => uploadFace(gate, callClass, face),
    addToLevel: (callClass, levelId, members) => addToLevel(gate, callClass, levelId, members),
    removeFromLevel: (callClass, levelId, members) => removeFromLevel(gate, callClass, levelId, members),
    applyToDoors: (callClass, members, retryFailed) => applyToDoors(gate, callClass, members, retryFailed),
    askDoors: (callClass, personId) => askDoors(gate, callClass, personId),
    askDoorsTogether: (callClass) => askDoorsTogether(gate, callClass),
    listMembers: (callClass, levelId, pageNo) => listMembers(gate, callClass, levelId, pageNo),
    listPersons: (callClass, pageNo) => listPersons(gate, callClass, pageNo),
  }
}

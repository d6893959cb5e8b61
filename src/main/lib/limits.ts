import { GROUP_MAX } from '../../shared/group.ts'
import { shortage } from '../../shared/work.ts'

/** Every limit of the desk in one place, each with its unit and its reason. Settings may tighten them, never widen. */
export const limits = {
  /** HCP refuses more, and nothing a webcam makes is larger. */
  imageMaxBytes: 5 * 1024 * 1024,
  /** Below this no face can be recognised; above it decoding costs too much memory. */
  imageMinPx: 50,
  imageMaxPx: 4_000,
  /** A face photo that worked on live servers: 500×500, 10–200 KB. */
  photoOutPx: 500,
  photoOutMinBytes: 10 * 1024,
  photoOutMaxBytes: 200 * 1024,
  /** What the decoder must hold at once: 48 MB for most progressive JPEGs of 16 million pixels, nothing for other photos. */
  photoHeldMaxBytes: 64 * 1024 * 1024,
  /** Scans of a JPEG: cameras and programs write up to a dozen; a decoder goes through thousands, and takes a minute. */
  photoScansMax: 100,
  /** Segments and fill bytes before the frame of a JPEG: with the largest colour profile there are 300. */
  photoHeaderSteps: 1_000,
  /** What the thread that decodes may leave lying about: by itself V8 would let it become 48 MB, and nothing is quicker. */
  photoYoungHeapMb: 4,
  /** For one picture; the gravest that is let in takes a second here, and ten in WebAssembly on an old PC. */
  photoTimeMs: 20_000,
  /** Pictures that wait for their turn, of all ways together; each may hold 5 MB. A guard, an import and a list ask for five. */
  photosWaiting: 8,
  /** Edge in pixels of the grey copy that is judged: brightness and sharpness depend on the size they are measured at. */
  photoMeasurePx: 320,
  /** Shorter edge in pixels below which HCP was seen to refuse a face. */
  photoSmallPx: 200,
  /** Mean shade, 0–255: a portrait of 166 has 50 in a third of its light, and 215 when more than half is washed out. */
  photoDarkMean: 50,
  photoBrightMean: 215,
  /** Standard deviation of the shades: the same portrait has 49, with a quarter of its contrast 12, a wall nothing. */
  photoFlatDeviation: 12,
  /** As sharp measures it: a soft but usable webcam picture has about 1, blurred by 2 pixels of 500 0.4, by 4 0.2. */
  photoBlurredSharpness: 0.35,
  /** Requests per second towards HCP, the burst after a quiet time, and how many at once. */
  hcpRatePerSecond: 5,
  hcpBurst: 10,
  hcpConcurrency: 4,
  /** However long HCP asks to be left alone, a revocation cannot wait longer than this. */
  hcpLeftAloneMaxMs: 60_000,
  /** A connection on a LAN stands in milliseconds; what takes longer is away, and nothing has been sent yet. */
  hcpConnectTimeoutMs: 5_000,
  /** How long HCP may take, body included. */
  hcpReadTimeoutMs: 15_000,
  hcpWriteTimeoutMs: 20_000,
  /** The largest answer is a page of 500 events or persons; a picture is below 1 MB. */
  hcpAnswerMaxBytes: 8 * 1024 * 1024,
  /** HCP: pageSize 1–500, doors per event call ≤ 10, span of one event query ≤ 31 days, persons per level call. */
  hcpPageSize: 500,
  hcpDoorsPerCall: 10,
  hcpEventSpanMs: 31 * 24 * 3_600_000,
  hcpPersonsPerCall: 100,
  /** A write HCP never answered may still be carried out this long after it was sent; less than the alarm's limit. */
  lateLandingMs: 60_000,
  /** A revocation HCP has not confirmed by then is a named alarm. */
  revokeAlarmMs: 120_000,
  /** One question for everybody, not more often than this. */
  tickMs: 60_000,
  /** Rows can arrive late and clocks differ: each tick looks this far back again. */
  tickOverlapMs: 180_000,
  /** Updating visits in small transactions keeps the screen alive. */
  visitsPerTransaction: 50,
  /** Degrade in order: new work pauses here and goes on a little below, checkout and revocation go on. */
  shortage,
  /** A disk fills in minutes, and on Windows each look at the memory starts a program. */
  resourceCheckMs: 60_000,
  /** While work pauses somebody stands at the desk and waits. */
  resourceCheckPausedMs: 15_000,
  /** A look takes milliseconds, on a slow PC with Windows a second or two. */
  resourceTimeoutMs: 10_000,
  /** Heavy work ends after this. What is behind each has limits of its own; this is for what hangs all the same. */
  workTimeMs: {
    /** A picture is made ready in a second or two, others may wait before it. */
    photo: 30_000,
    /** The thread that reads it has its own time: below. */
    importTable: 40_000,
    /** A folder or ZIP of 1,000 photos on a slow network drive is listed in seconds; made ready one at a time. */
    importPhotos: 60_000,
    /** A year of passages in a CSV. */
    export: 5 * 60_000,
    template: 30_000,
    /** A roll call of some hundred names on paper. */
    musterPdf: 60_000,
    /** Some gigabytes onto a slow disk. */
    backup: 15 * 60_000,
  },
  /** A desk that closes waits so long for heavy work to notice. */
  workEndMs: 5_000,
  /** HCP takes so many persons in one call, and a guard oversees no more. */
  groupMax: GROUP_MAX,
  /** A notice to another system: connecting, sending, waiting and the whole answer together. Its makers answer in a second. */
  webhookTimeoutMs: 10_000,
  /** Only the status of its answer counts; what comes behind is taken from the wire up to here, and thrown away. */
  webhookAnswerMaxBytes: 64 * 1024,
  /** The rush of a morning is told in minutes, and no receiver is run over: at most five in a second. */
  webhookGapMs: 200,
  /** Between attempts: the least, and the most however long it has been away and whatever it asks for. */
  webhookWaitMinMs: 5_000,
  webhookWaitMaxMs: 15 * 60_000,
  /** What has been refused so often in a row is not wanted, and the next one must not wait for it. */
  webhookRefusals: 3,
  /** Nobody acts upon the news of yesterday. */
  webhookKeepMs: 24 * 3_600_000,
  /** More than the passages of a busy day; a receiver that is gone for good must not fill the disk. */
  webhookMostWaiting: 10_000,
  webhookUrlMaxLength: 2_000,
  /** Pictures of passages: wide enough for a row and a look; weeks of a quiet reception, a corner of the disk. */
  passagePicturePx: 320,
  passagePictures: 5_000,
  passagePicturesBytes: 64 * 1024 * 1024,
  /** A screen of rows and what a browser loads ahead of it; whoever scrolls past more does not want them any more. */
  passagePicturesWaiting: 40,
  /** Others need HCP's connections more; the rest of the wishes waits on our side, where the newest can overtake. */
  passagePicturesAtOnce: 2,
  /** Our own small files. Settings hold a certificate, a secret a key of some dozen signs; more is not what was written. */
  settingsMaxBytes: 256 * 1024,
  secretMaxBytes: 16 * 1024,
  /** A table of 2,000 guests is below 500 kB; what is larger carries something else, and is held in memory whole. */
  importTableMaxBytes: 5 * 1024 * 1024,
  /** What an XLSX unpacks to, all its parts together: ten times the largest honest one. Also held in memory. */
  importUnpackedMaxBytes: 32 * 1024 * 1024,
  importUnpackedParts: 1_000,
  /** Twenty groups; beyond that somebody exported a whole directory. */
  importRowsMax: 2_000,
  /** Blank rows in between are skipped, a value a million rows below is a slip that would cost memory. */
  importLastRow: 10_000,
  /** A guest has eleven fields; beyond this nobody can choose columns by hand. */
  importColumnsMax: 200,
  /** The longest field HCP takes has 256 characters. */
  importCellMaxChars: 1_000,
  /** The thread that reads a table ends here: memory for the unpacked text twice over, and patience on a slow PC. */
  importHeapMb: 256,
  importTimeMs: 20_000,
  /** Photos for a group: read one at a time, so this bounds the patience, not the memory. */
  importPhotosMaxBytes: 500 * 1024 * 1024,
  importPhotosMax: 1_000,
  /** Of any kind, looked at while listing. */
  importPhotoEntriesMax: 10_000,
  /** The chosen folder is the first; deeper ones are somebody's archive. */
  importPhotosDepth: 3,
  /** Guests whose data is destroyed in one run, and in one transaction: a month's worth at once must not be felt. */
  destroyedPerRun: 500,
  destroyedPerTransaction: 10,
  /** Rows of passages rewritten in one transaction, before it ends: ten milliseconds. */
  destroyedPassages: 500,
  /** Room kept for the end of access on a full disk: the checkout of a thousand, and what HCP answers to it. */
  reservePieces: 16,
  reservePieceBytes: 512 * 1024,
  /** A photo taken and never used is somebody's face: so long a form may be left open. */
  unusedPhotoMs: 24 * 3_600_000,
  /** HCP's clock and ours so far apart: nobody can tell how old anything is, and what is destroyed does not come back. */
  keepingClockOffMs: 12 * 3_600_000,
  /** Backups of the store: two weeks of days and a few by hand. Older ones hold guests that should be forgotten by now. */
  backupsMost: 20,
  backupMaxAgeMs: 14 * 24 * 3_600_000,
  /** These stay whatever their age. */
  backupsLeast: 2,
  backupEveryMs: 24 * 3_600_000,
  /** A backup that failed (a full disk, mostly) is tried again; whether one is due is looked at as often. */
  backupLookMs: 10 * 60_000,
  /** The desk's first minute belongs to the guard; then every page of the store is read on a thread. */
  storeCheckAfterMs: 30_000,
  /** After a store that is older than HCP was opened, HCP's lists are read again until nothing can land late any more. */
  rebuildRetryMs: 15_000,
  /** Passages the screen holds. */
  feedRows: 100,
  /** All the folder of the logs holds, whoever put it there: weeks of an ordinary desk, nothing to a disk. */
  logFolderMaxBytes: 20 * 1024 * 1024,
  /** The file being written and three before it leave a fifth of the folder to what others put there. */
  logFileMaxBytes: 4 * 1024 * 1024,
  logFiles: 4,
  /** A sentence, an error and its place; what is longer is a body that got there by mistake. */
  logLineMaxChars: 4_000,
  /** Looked at for what must not be written; what lies beyond is never seen by anybody. */
  logTextMaxChars: 16_000,
  /** The same line is written once in this time, and then counted. */
  logRepeatMs: 60_000,
  /** A busy desk writes 2 MB a day, a group of 100 some 50 kB at once; a hot loop needs a day to push out what was before. */
  logBurstBytes: 1024 * 1024,
  logBytesPerMinute: 12 * 1024,
  /** Whoever waits for help waits no longer for its file; what is not gathered by then is missing from it. */
  supportTimeMs: 30_000,
  /** Files of one folder whose sizes are told. */
  supportFilesListed: 100,
} as const

/** What the system hides: `.git`, or the `._cat.jpg` that macOS adds to each copied file. */
const HIDDEN = /^\./;

/** What Windows, macOS, Linux, Synology and QNAP put into folders: thumbnails, trash, snapshots. */
const SYSTEM =
  /^(?:@eaDir|#recycle|#snapshot|@Recycle|@Recently-Snapshot|\$RECYCLE\.BIN|RECYCLER|System Volume Information|lost\+found|__MACOSX|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|Icon\r)$/i;

/** Returns whether a file or folder belongs to the system, by its name. */
export const isOfSystem = (name: string): boolean => HIDDEN.test(name) || SYSTEM.test(name);

/** Returns whether a folder with these files is the folder of a run, whose grids and features are no data. */
export const isRun = (names: ReadonlySet<string>): boolean => names.has('run.yaml') && (names.has('split.json') || names.has('events.jsonl'));

export const start = {
  title: 'Cases', subtitle: 'Import seized and requested spreadsheets; get evidence tables, link charts and reports that can be checked. Everything stays on this machine, offline.',
  create: 'New case', open: 'Open case file', dropHint: 'Or drop a .lzcase case file or spreadsheets anywhere in the window.',
  recent: 'Recent cases', folder: 'Kept in the folder “{folder}”', openedAt: 'opened {at}', missing: 'File not found', lockedBy: 'Open by {who}', encrypted: 'Encrypted', forget: 'Take “{name}” off the list (the file stays)',
  noCases: 'No cases yet', noCasesHint: 'Create a case and import material, or look at one of the sample cases first.',
  samples: 'Sample cases', samplesRemark: 'People and accounts are made up', openSample: 'Open sample case', sampleFiles: '{count} files, imported on the spot', sampleRunning: 'Importing the sample case', sampleProgress: 'Importing file {done} of {total}',
  createTitle: 'New case', createForFiles: 'Once the case is made, the {count} dropped files go to the import.', createDo: 'Create case', caseName: 'Case name', caseNameHint: 'For example: 9·12 copyright case',
  protection: 'Protection', protectEncrypted: 'Encrypted (recommended)', protectEncryptedText: 'Encrypted from the first byte; only those who know the passphrase can open it.', protectOpen: 'Not encrypted', protectOpenText: 'Anyone who gets the file can open it. For disks that are encrypted already.',
  passphrase: 'Passphrase', passphraseAgain: 'Passphrase again', newPassphrase: 'New passphrase', newPassphraseAgain: 'New passphrase again', passphraseHint: 'At least {least} characters; a few unrelated words are best', passphraseDiffers: 'The two differ',
  strength: { short: 'At least {least} characters', weak: 'Easy to guess', fair: 'Fair; longer is better', strong: 'Strong' },
  lossWarning: 'A passphrase cannot be recovered: without it the case can never be opened again. Keep a record of it in a safe place.',
  openTitle: 'Open “{name}”', opening: 'Opening…', breakLock: 'Release the lock and open', breakLockText: 'Release it only when that computer surely no longer uses the case, for example after a power cut.',
} as const

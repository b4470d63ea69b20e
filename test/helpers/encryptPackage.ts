/** Encrypts a workbook as [MS-OFFCRYPTO] 2.3.4 (agile) writes it down, in a compound file written by SheetJS. */
import { createCipheriv, createHash, createHmac } from 'node:crypto'
import * as XLSX from 'xlsx'

const hash = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash('sha512')).digest()
const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const block = (hex: string): Buffer => Buffer.from(hex, 'hex')
function aes(key: Buffer, iv: Buffer, bytes: Buffer): Buffer {
  const padded = Buffer.concat([bytes, Buffer.alloc((16 - (bytes.length % 16)) % 16)])
  return createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false).update(padded)
}

export function encryptPackage(workbook: Uint8Array, password: string, spin = 100): Buffer {
  const [keySalt, dataSalt, secret, input, macKey] = [1, 2, 3, 4, 5].map((seed) =>
    hash(Buffer.from([seed])),
  ) as [Buffer, Buffer, Buffer, Buffer, Buffer]
  const [salt, salt2, key] = [keySalt.subarray(0, 16), dataSalt.subarray(0, 16), secret.subarray(0, 32)]
  let derived = hash(salt, Buffer.from(password, 'utf16le'))
  for (let round = 0; round < spin; round += 1) derived = hash(word(round), derived)
  const under = (blockKey: string, bytes: Buffer): string =>
    aes(hash(derived, block(blockKey)).subarray(0, 32), salt, bytes).toString('base64')
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(workbook.length))
  const segments: Buffer[] = [size]
  for (let at = 0, segment = 0; at < workbook.length; at += 4096, segment += 1)
    segments.push(
      aes(key, hash(salt2, word(segment)).subarray(0, 16), Buffer.from(workbook.subarray(at, at + 4096))),
    )
  const encrypted = Buffer.concat(segments)
  const vector = (blockKey: string): Buffer => hash(salt2, block(blockKey)).subarray(0, 16)
  const scheme =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"'
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData ${scheme} saltValue="${salt2.toString('base64')}"/><dataIntegrity encryptedHmacKey="${aes(key, vector('5fb2ad010cb9e1f6'), macKey).toString('base64')}" encryptedHmacValue="${aes(key, vector('a0677f02b22c8433'), createHmac('sha512', macKey).update(encrypted).digest()).toString('base64')}"/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="${spin}" ${scheme} saltValue="${salt.toString('base64')}" encryptedVerifierHashInput="${under('fea7d2763b4b9e79', input.subarray(0, 16))}" encryptedVerifierHashValue="${under('d7aa0f6d3061344e', hash(input.subarray(0, 16)))}" encryptedKeyValue="${under('146e0be7abacd0d6', key)}"/></keyEncryptor></keyEncryptors></encryption>`
  const container = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(
    container,
    '/EncryptionInfo',
    Buffer.concat([Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]), Buffer.from(xml)]),
  )
  XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', encrypted)
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array)
}

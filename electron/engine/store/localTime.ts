function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Local time as `YYYY-MM-DD HH:MM:SS`, the way every time of a case is written. */
export function localTime(date: Date): string {
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

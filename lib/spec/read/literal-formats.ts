/** The forms of scalars that are written as texts, each with the rule in words. By the scalar's name. */
export const LITERAL_FORMATS: Readonly<Record<string, readonly [RegExp, string]>> = {
  date: [/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date is written as 2026-01-31'],
  timestamp: [
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
    'a timestamp is written as 2026-01-31T12:00:00Z',
  ],
  duration: [/^P(?=.)(\d+W|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)$/, 'a duration is written as PT8H'],
  uuid: [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'a uuid has 32 hexadecimal digits in five groups'],
  email: [/^[^@\s]{1,64}@[^@\s]{1,255}$/, 'an email address has one @'],
  url: [/^https?:\/\/\S{1,2000}$/, 'a URL starts with https://'],
};

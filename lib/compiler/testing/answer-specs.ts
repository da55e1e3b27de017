/** Services whose answers say more than usual: pages, nulls, errors of other shapes, texts, pages for browsers. By name. */
export const ANSWER_SPECS: Readonly<Record<string, string>> = {
  shelf: `specVersion: "1.0"
service: shelf
version: 1.0.0
roles: [librarian]
errors:
  unknown_book: {status: 404, title: There is no such book}
types:
  Spine: {type: {fields: {title: string(1..200), subtitle: string(1..200)?}}}
entities:
  Book:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string(1..200)
      subtitle: string(1..200)?
      shelf: string(1..20)
      stars: int(0..5)?
      data: json?
      added_at: {type: timestamp, default: =now()}
endpoints:
  - path: /books
    method: POST
    operation: addBook
    access: {roles: [librarian]}
    input: [{title: string(1..200)}, {subtitle: string(1..200)?}, {shelf: string(1..20)}, {stars: int(0..5)?}, {data: json?}]
    processing:
      - book: {create: Book, with: {title: =input.title, subtitle: =input.subtitle, shelf: =input.shelf, stars: =input.stars, data: =input.data}}
    output:
      - id: {type: uuid, value: =book.id}
      - subtitle: {type: string?, value: =book.subtitle}
      - data: {type: json?, value: =book.data}
    response: {status: 201}
  - path: /books/{id}
    method: GET
    operation: readBook
    access: public
    nulls: keep
    input: [{id: uuid}]
    processing:
      - book: {find: Book, where: id == input.id, else: unknown_book}
    output:
      - title: {type: string, value: =book.title}
      - subtitle: {type: string?, value: =book.subtitle}
      - whole: {type: Book, value: =book}
  - path: /books
    method: GET
    operation: listBooks
    access: public
    paginate: {limit: 2, max: 50, style: cursor}
    input: [{shelf: {type: string(1..20)?, in: query}}]
    processing:
      - books: {list: Book, where: input.shelf == null || shelf == input.shelf, orderBy: [-added_at]}
    output:
      - books: {type: list<Spine>, value: =books}
  - path: /ranking
    method: GET
    operation: rankBooks
    access: public
    paginate: {limit: 2, max: 50, style: cursor}
    input: [{place: {type: string(1..20)?, in: query, as: on-shelf}}]
    processing:
      - books: {list: Book, where: input.place == null || shelf == input.place, orderBy: [-stars, title]}
    output: {type: list<Book>, value: =books}
`,
};

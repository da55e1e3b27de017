/** Specifications that show what stored data can be, each by its service's name. They check clean and are generated in full. */
export const DATA_SPECS: Readonly<Record<string, string>> = {
  articles: `specVersion: "1.0"
service: articles
version: 1.0.0
types:
  Money: decimal(0..1000, scale 2)
  Pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$', classification: sensitive, mask: last4, encrypt: field}
  Person: {fields: {name: string(1..40), pan: Pan, worth: Money}}
  WriterView: {fields: {name: string, liked: bool}}
  Short: {fields: {title: string, is_out: bool}}
  ArticleView: {fields: {id: uuid, title: string, price: Money, likes: int, writer: WriterView}}
errors:
  unknown: {status: 404, title: There is none}
entities:
  Writer:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: {type: string(1..40), unique: true}
      liked: {type: bool, value: '=Like.exists(l, l.article.writer == row.id && l.person == caller.id)'}
  Article:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string(1..80)
      writer: {type: ref<Writer>, onDelete: cascade}
      price: Money
      state: {type: [draft, out], default: draft}
      is_out: {type: bool, value: '=state != "draft"'}
      likes: {type: int, value: '=Like.filter(l, l.article == row.id).size()'}
      is_liked: {type: bool, value: '=Like.exists(l, l.article == row.id && l.person == caller.id)'}
  Like:
    fields:
      number: {type: long, key: true, default: =sequence()}
      article: {type: ref<Article>, onDelete: cascade}
      person: string
      stars: int(1..5)
      note: string?
    unique: [[article, person]]
    owner: person
  Visit:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      place: string(1..20)
      at: timestamp
    retention: {keep: 2 years, from: at, then: erase}
  Report:
    fields:
      day: {type: date, key: true}
      lines: int
    retention: {keep: 90 days, from: day, then: erase}
  Paper:
    fields:
      day: {type: date, key: true}
    retention: {keep: 90 days, from: day, then: erase}
    hold: case 17
  Client:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      pan: Pan
      person: Person
      second: Pan?
      note: string(0..20)?
  Account:
    fields:
      name: {type: string(1..40), key: true}
      password: password(8..200)
      second: password(8..200)?
  Order:
    fields:
      number: {type: int, key: true, default: =sequence()}
      article: ref<Article>
      reader: {type: ref<Writer>?, onDelete: null}
endpoints:
  - path: /clients
    method: POST
    operation: addClient
    access: authenticated
    input: [{pan: Pan}, {person: Person}]
    processing:
      - client: {create: Client, with: {pan: =input.pan, person: =input.person}}
    output: [{id: {type: uuid, value: =client.id}}, {worth: {type: Money, value: =client.person.worth}}]
  - path: /clients/{id}
    method: PATCH
    operation: changeClient
    access: authenticated
    input: [{id: uuid}, {pan: Pan}]
    processing:
      - client: {find: Client, where: id == input.id, else: unknown}
      - changed: {update: Client, where: id == client.id, with: {pan: =input.pan, second: =client.pan}}
      - all: {list: Client}
    output:
      - pan: {type: Pan, value: =changed.pan}
      - second: {type: Pan?, value: =changed.second}
      - person: {type: Person, value: =changed.person}
      - pans: {type: list<Pan>, value: '=all.map(c, c.pan)'}
  - path: /accounts
    method: POST
    operation: join
    access: public
    input: [{name: string(1..40)}, {password: password(8..200)}]
    processing:
      - account: {create: Account, with: {name: =input.name, password: =input.password}}
    output: [{name: {type: string, value: =account.name}}]
    audit: {record: [request, response]}
  - path: /accounts/{name}/login
    method: POST
    operation: login
    access: public
    input: [{name: string(1..40)}, {password: password(8..200)}]
    processing:
      - account: {find: Account, where: name == input.name}
      - good: {guard: 'verifyPassword(account != null ? account.password : null, input.password)', else: unknown}
  - path: /accounts/{name}
    method: PATCH
    operation: changePassword
    access: authenticated
    input: [{name: string(1..40)}, {password: password(8..200)}]
    processing:
      - account: {update: Account, where: name == input.name, with: {password: =input.password, second: =input.password}, else: unknown}
  - path: /writers
    method: POST
    operation: addWriter
    access: authenticated
    input: [{name: string(1..40)}]
    processing:
      - writer: {create: Writer, with: {name: =input.name}}
    output: [{id: {type: uuid, value: =writer.id}}, {liked: {type: bool, value: =writer.liked}}]
  - path: /writers/{id}
    method: DELETE
    operation: dropWriter
    access: authenticated
    input: [{id: uuid}]
    processing:
      - gone: {delete: Writer, where: id == input.id, else: unknown}
  - path: /articles
    method: POST
    operation: write
    access: authenticated
    input: [{writer: uuid}, {title: string(1..80)}, {price: Money}]
    processing:
      - article: {create: Article, with: {title: =input.title, writer: =input.writer, price: =input.price}}
    output:
      - id: {type: uuid, value: =article.id}
      - is_out: {type: bool, value: =article.is_out}
      - likes: {type: int, value: =article.likes}
  - path: /articles/{id}
    method: GET
    operation: readArticle
    access: authenticated
    input: [{id: uuid}]
    processing:
      - article: {find: Article, where: id == input.id, else: unknown}
    output:
      - title: {type: string, value: =article.title}
      - is_out: {type: bool, value: =article.is_out}
      - likes: {type: int, value: =article.likes}
      - is_liked: {type: bool, value: =article.is_liked}
      - by_liked: {type: bool, value: =article.writer.liked}
  - path: /articles/{id}
    method: PATCH
    operation: putOut
    access: authenticated
    input: [{id: uuid}]
    processing:
      - article: {update: Article, where: id == input.id, with: {state: out}, else: unknown}
    output: [{is_out: {type: bool, value: =article.is_out}}, {is_liked: {type: bool, value: =article.is_liked}}]
  - path: /articles
    method: GET
    operation: liked
    access: authenticated
    processing:
      - articles: {list: Article, where: is_liked && likes > 0, orderBy: [-likes, title]}
    output: [{titles: {type: list<string>, value: '=articles.map(a, a.title)'}}, {out: {type: list<bool>, value: '=articles.map(a, a.is_out)'}}]
  - path: /titles
    method: GET
    operation: alike
    access: authenticated
    input: [{word: string(1..80)}]
    paginate: {limit: 2, max: 5, style: cursor}
    processing:
      - number: {count: Article, where: 'similarity(title, input.word) > 0.9 && price < 100'}
      - found: {list: Article, where: 'similarity(title, input.word) > 0.9 && (price < 100 || likes > 3)', orderBy: [-title]}
    output: [{number: {type: int, value: =number}}, {titles: {type: list<string>, value: '=found.map(a, a.title)'}}]
  - path: /titles
    method: PUT
    operation: retitle
    access: authenticated
    input: [{word: string(1..80)}, {title: string(1..80)}]
    processing:
      - changed: {update: Article, where: 'slug(title) == slug(input.word) && state == "draft"', with: {title: =input.title}}
    output: [{titles: {type: list<string>, value: '=changed.map(a, a.title)'}}]
  - path: /names
    method: GET
    operation: names
    access: authenticated
    input: [{word: string(1..80)}]
    processing:
      - all: {list: Article, orderBy: [title]}
      - few: {when: input.word == "few", list: Article, orderBy: [title], limit: 1}
      - number: {when: input.word == "few", count: Article}
    output:
      - few: {type: 'list<string>?', value: '=few != null ? few.map(a, a.title) : null'}
      - number: int?
      - names: {type: list<string>, value: '=all.map(a, a.writer.name)'}
      - some: {type: list<string>, value: '=all.filter(a, a.writer.liked).map(a, a.title)'}
      - each: {type: bool, value: '=all.all(a, a.writer.liked)'}
      - any: {type: bool, value: '=all.exists(a, a.writer.liked)'}
      - one: {type: bool, value: '=all.exists_one(a, a.writer.liked)'}
  - path: /articles/{id}/like
    method: PUT
    operation: like
    access: authenticated
    input: [{id: uuid}, {stars: int(1..5)}, {note: string?}]
    processing:
      - like: {upsert: Like, key: [article, person], with: {article: =input.id, stars: =input.stars}}
      - noted: {when: input.note != null, update: Like, where: article == input.id && person == caller.id, with: {note: =input.note}}
    output: [{number: {type: long, value: =like.number}}, {stars: {type: int, value: =like.stars}}, {note: {type: string?, value: =like.note}}]
  - path: /articles/{id}/view
    method: GET
    operation: viewArticle
    access: authenticated
    input: [{id: uuid}]
    processing:
      - article: {find: Article, where: id == input.id, else: unknown}
      - all: {list: Article, orderBy: [title]}
    output:
      - article: {type: ArticleView, value: =article}
      - all: {type: list<ArticleView>, value: =all}
      - short: {type: list<Short>, value: =all}
  - path: /orders/{number}/article
    method: GET
    operation: viewOrder
    access: authenticated
    input: [{number: int}]
    processing:
      - order: {find: Order, where: number == input.number, else: unknown}
    output:
      - article: {type: ArticleView, value: =order.article}
      - reader: {type: WriterView?, value: =order.reader}
  - path: /orders
    method: POST
    operation: order
    access: authenticated
    input: [{article: uuid}, {reader: uuid?}]
    processing:
      - order: {create: Order, with: {article: =input.article, reader: =input.reader}}
    output: [{number: {type: int, value: =order.number}}]
  - path: /orders/{number}
    method: GET
    operation: readOrder
    access: authenticated
    input: [{number: int}]
    processing:
      - order: {find: Order, where: number == input.number, else: unknown}
    output: [{reader: {type: uuid?, value: =order.reader}}]
`,
};

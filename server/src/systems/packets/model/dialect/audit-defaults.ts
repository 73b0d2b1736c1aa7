/** What the gates that read source code look for, where nobody says otherwise. Data only. */
import type { Where } from '#core/probe';
import type { Audit, AuditGate } from './audit-types';

const code: readonly Where[] = ['code'];
const string: readonly Where[] = ['string'];
const codeAndStrings: readonly Where[] = ['code', 'string'];

const script = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro}'];
const python = ['**/*.py'];
const rust = ['**/*.rs'];
const go = ['**/*.go'];

/** Where databases are spoken to. */
const storage = [
  '**/{storage,database,db,dal,dao,repository,repositories,persistence,migrations,migration,prisma,drizzle}/**',
  '**/{storage,database,db,dal,dao,repository,persistence}.*',
  '**/*{_,.,-}{storage,repository,dao}.*',
  '**/*{Storage,Repository,Dao}.*',
];
/** Where models are spoken to. */
const llm = ['**/{llm,llms}/**', '**/{llm,llms}.*', '**/{llm,ai}{_,-}client.*', '**/{LLM,Llm,Ai,AI}Client.*'];

/** `'x'`, `"x"` and `` `x` `` for a text that begins with a quote. */
const quoted = (before: string, text: string): readonly string[] => [`'`, '"', '`'].map((q) => `${before}${q}${text}`);
const words = (text: string): readonly string[] => text.split(' ');

const scan: readonly Audit[] = [
  {
    id: 'rust',
    title: 'Rust: nothing panics, prints or is left to be done.',
    patterns: [
      ...words('.unwrap() ::unwrap .unwrap_err() .unwrap_unchecked() .expect( ::expect .expect_err('),
      ...words('todo!( todo!{ todo![ unimplemented!( unimplemented!{ dbg!( panic!( panic!{'),
      ...words('println!( print!( eprintln!( eprint!( println!{ eprintln!{'),
    ],
    // A parser's own method.
    unless: words('self.expect( parser.expect( lexer.expect( tokens.expect('),
    reason: 'it has no place in production code',
    reasons: {
      unwrap: 'it panics where there is nothing to unwrap; handle the error',
      expect: 'it panics where there is nothing; handle the error',
      panic: 'it ends the program; return an error',
      todo: 'incomplete code; finish it',
      unimplemented: 'incomplete code; finish it',
      dbg: 'for debugging only; take it out',
      print: 'log with the logging framework',
    },
    among: rust,
    in: code,
  },
  {
    id: 'typescript',
    title: 'TypeScript and JavaScript: nothing is printed, stopped at or left to be done.',
    patterns: [
      ...words('console.log( console.debug( console.info( console.trace( console.dir( console.table( debugger;'),
      ...quoted('Error(', 'Not implemented'),
      ...quoted('Error(', 'not implemented'),
      ...quoted('Error(', 'TODO'),
    ],
    reason: 'incomplete code; finish it',
    reasons: { console: 'log with the logger', debugger: 'for debugging only; take it out' },
    among: script,
    in: code,
  },
  {
    id: 'python',
    title: 'Python: nothing is printed, stopped at, swallowed or left to be done.',
    patterns: [
      ...words('print( pprint( breakpoint() .set_trace( except:'),
      ...['import pdb', 'import ipdb', 'from pdb import'],
      ...quoted('raise NotImplementedError(', ''),
      ...quoted('raise NotImplementedError(f', ''),
    ],
    // Who derives a class is to say what is missing; that is no unfinished code.
    unless: [
      '.print(',
      'def print(',
      'NotImplementedError({any}ubclass',
      'NotImplementedError({any}bstract',
      'NotImplementedError({any}verrid',
    ],
    reason: 'log with the logger',
    reasons: {
      pdb: 'for debugging only; take it out',
      breakpoint: 'for debugging only; take it out',
      set_trace: 'for debugging only; take it out',
      except: 'it swallows every error; name the exception',
      NotImplementedError: 'incomplete code; finish it, or declare what is abstract with @abstractmethod',
    },
    among: python,
    in: code,
  },
  {
    id: 'go',
    title: 'Go: nothing panics or is printed.',
    patterns: words('panic( println( print( fmt.Print( fmt.Printf( fmt.Println( log.Panic( log.Panicf( log.Panicln('),
    unless: ['.panic(', '.println(', '.print(', 'func panic(', 'func println(', 'func print('],
    reason: 'log with the logger',
    reasons: { panic: 'it ends the program; return the error', Panic: 'it ends the program; return the error' },
    among: go,
    in: code,
  },
  {
    id: 'placeholders',
    title: 'Nothing is a placeholder: no mock, no stub.',
    patterns: words('mock stub hollow'),
    // What code generators and the protocols they serve call so.
    unless: words('newStub NewStub BlockingStub FutureStub'),
    reason: 'production code has the real thing; what tests need lies with the tests',
    except: ['**/*_pb2*.py', '**/*.pb.{go,cc,h}', '**/*_pb.{js,ts}', '**/*.pyi'],
    in: ['code', 'string', 'comment'],
    parts: true,
  },
  {
    id: 'unfinished',
    title: 'No comment says that something is not finished.',
    patterns: [
      ...words('FIXME XXX TBD HACK'),
      ...['placeholder implementation', 'placeholder value', 'placeholder until', 'placeholder for now', 'just a placeholder'],
      ...['Placeholder implementation', 'Placeholder value', 'Placeholder until', 'Placeholder for now', 'Just a placeholder'],
      ...['not implemented yet', 'Not implemented yet', 'lorem ipsum', 'Lorem ipsum'],
    ],
    // Told by another check.
    unless: ['TODO({any})'],
    reason: 'finish it, or track it as TODO(<id>)',
    in: ['comment'],
  },
];

const dalAudit: readonly Audit[] = [
  {
    id: 'boundary',
    title: 'Only storage code calls a database.',
    patterns: [
      ...words('sqlx::query sqlx::query_{word} rusqlite:: diesel:: tokio_postgres:: mongodb::'),
      ...words('.fetch_one( .fetch_all( .fetch_optional('),
      ...words('cursor.execute( cur.execute( conn.execute( connection.execute( db.execute( pool.execute( session.execute('),
      ...words('db.query( pool.query( conn.query( connection.query( sql.Open( gorm.Open( PrismaClient( knex('),
      ...words('pg mysql2 mysql sqlite3 better-sqlite3 mongodb mongoose typeorm @prisma/client drizzle-orm').flatMap((m) => [
        ...[`from '${m}'`, `from "${m}"`, `require('${m}')`, `require("${m}")`],
      ]),
      ...words('sqlite3 psycopg psycopg2 asyncpg pymysql pymongo sqlalchemy').flatMap((m) => [`import ${m}`, `from ${m} import`]),
      ...['"database/sql"', '"gorm.io/gorm"', '"github.com/jackc/pgx/v5"'],
    ],
    reason: 'call the storage module instead',
    except: storage,
    in: codeAndStrings,
  },
  {
    id: 'sql',
    title: 'Only storage code has SQL in it.',
    patterns: ['SELECT {any} FROM {word}', 'INSERT INTO {word}', 'DELETE FROM {word}', 'UPDATE {word} SET', 'CREATE TABLE'],
    reason: 'put the query into the storage module',
    except: [...storage, '**/*.sql'],
    in: string,
  },
  {
    id: 'trait-boundary',
    title: 'Other code knows the storage by its interface, not by its connections.',
    patterns: words(
      'SqlitePool PgPool MySqlPool SqliteConnection PgConnection Pool<Sqlite> Pool<Postgres> sqlite3.Connection *sql.DB *gorm.DB',
    ),
    reason: 'take the trait or interface of the storage module',
    except: storage,
    in: code,
  },
  {
    id: 'portability',
    title: 'SQL in code runs on every database: no strftime(, no ?1.',
    patterns: [
      ...[
        'strftime(',
        'julianday(',
        `datetime('now'`,
        'INSERT OR REPLACE',
        'INSERT OR IGNORE',
        'AUTOINCREMENT',
        'last_insert_rowid(',
      ],
      ...['=?{number}', '= ?{number}', '(?{number}', ',?{number}', ', ?{number}', '> ?{number}', '< ?{number}'],
      ...['LIKE ?{number}', 'LIMIT ?{number}', 'OFFSET ?{number}', 'AND ?{number}'],
    ],
    reason: 'only SQLite knows it: compute it in code, and bind with $1',
    in: string,
  },
  {
    id: 'portability-sql',
    title: 'SQL files run on every database: no strftime(, no ?1.',
    patterns: [
      ...['strftime(', 'julianday(', 'datetime(', 'INSERT OR REPLACE', 'INSERT OR IGNORE', 'AUTOINCREMENT', '?{number}'],
    ],
    reason: 'only SQLite knows it',
    files: ['**/*.sql'],
    in: codeAndStrings,
  },
];

const llmBoundary: readonly Audit[] = [
  {
    id: 'sdk',
    title: 'Only the client module uses the SDK of a model.',
    patterns: [
      ...words(
        'openai @anthropic-ai/sdk @google/generative-ai @google/genai @mistralai/mistralai cohere-ai ollama groq-sdk',
      ).flatMap((m) => [
        ...[`from '${m}'`, `from "${m}"`, `require('${m}')`, `require("${m}")`, `import('${m}')`, `import("${m}")`],
      ]),
      ...words('openai anthropic mistralai cohere ollama groq litellm google.generativeai').flatMap((m) => [
        `import ${m}`,
        `from ${m} import`,
      ]),
      ...words('async_openai:: openai_api_rs:: anthropic:: ollama_rs:: openai::'),
      ...['"github.com/sashabaranov/go-openai"', '"github.com/openai/openai-go"', '"github.com/anthropics/anthropic-sdk-go"'],
      ...words('openai_client.{word}( openai.chat.completions openai.embeddings anthropic.messages client.chat.completions'),
    ],
    reason: 'call the client module instead',
    except: llm,
    in: codeAndStrings,
  },
  {
    id: 'http',
    title: 'Only the client module speaks to a model over HTTP.',
    patterns: [
      ...words('api.openai.com api.anthropic.com generativelanguage.googleapis.com api.mistral.ai api.cohere.com api.cohere.ai'),
      ...words('api.groq.com openrouter.ai/api localhost:11434 127.0.0.1:11434 /v1/chat/completions'),
    ],
    reason: 'call the client module instead',
    except: llm,
    in: codeAndStrings,
  },
];

const errorCodes: readonly Audit[] = [
  {
    id: 'typed',
    title: 'Errors have types: none is a string.',
    patterns: [
      ...words('Err(String::from( Err(" Err(format!( anyhow!( bail!( eyre!('),
      ...['.map_err(|e| e.to_string())', 'Box<dyn Error>', 'Box<dyn std::error::Error>'],
      ...["throw '", 'throw "', 'throw `', 'throw new Error(', 'throw Error(', 'Promise.reject("', "Promise.reject('"],
      ...['raise Exception(', 'raise BaseException('],
    ],
    reason: 'give it a type of its own, with a code',
    in: code,
  },
];

const traceability: readonly Audit[] = [
  {
    id: 'mutations',
    title: 'What changes data is told with a trace, job or request id.',
    patterns: [
      ...[
        'INSERT INTO {word}',
        'UPDATE {word} SET',
        'DELETE FROM {word}',
        'insert into {word}',
        'update {word} set',
        'delete from {word}',
      ],
    ],
    without: words('trace_id traceId TraceId TraceID traceID job_id jobId JobId JobID request_id requestId RequestId RequestID'),
    reason: 'take a trace_id, job_id or request_id, and log it with the change',
    except: ['**/*.sql', '**/{migrations,migration}/**'],
    in: string,
    needs: 'The patterns of what changes data can be changed under packets.audits.traceability in gatehouse.yaml.',
  },
];

const security: readonly Audit[] = [
  {
    id: 'commands',
    title: 'No command goes through a shell, and no text is run as code.',
    patterns: [
      ...words('Command::new("sh") Command::new("bash") Command::new("cmd") Command::new("cmd.exe") Command::new("powershell")'),
      ...words('Command::new("/bin/sh") Command::new("/bin/bash")'),
      ...words('child_process.exec( execSync( eval('),
      ...['shell: true', 'new Function(', 'vm.runInThisContext(', 'vm.runInNewContext('],
      ...words('os.system( os.popen( shell=True subprocess.getoutput( pickle.loads( pickle.load( marshal.loads('),
      ...words('exec.Command("sh" exec.Command("bash" exec.Command("cmd" exec.Command("/bin/sh" exec.Command("/bin/bash"'),
    ],
    unless: ['.eval(', 'def eval(', 'fn eval(', 'func eval(', 'function eval('],
    reason: 'start the program itself, with a list of arguments',
    in: code,
  },
  {
    id: 'input',
    title: 'Nothing that comes from outside goes into SQL, a page or an object as it is.',
    patterns: [
      ...words('format!("SELECT format!("INSERT format!("UPDATE format!("DELETE'),
      ...words('f"SELECT f"INSERT f"UPDATE f"DELETE f\'SELECT f\'INSERT f\'UPDATE f\'DELETE .execute(f" .execute(f\''),
      ...['fmt.Sprintf("SELECT', 'fmt.Sprintf("INSERT', 'fmt.Sprintf("UPDATE', 'fmt.Sprintf("DELETE'],
      ...['.innerHTML = ', '.outerHTML = ', 'dangerouslySetInnerHTML', 'document.write(', '.insertAdjacentHTML('],
      ...['yaml.load(', 'yaml.unsafe_load(', 'Markup(', 'mark_safe('],
    ],
    unless: [".innerHTML = ''", '.innerHTML = ""', '.innerHTML = ``'],
    reason: 'bind values, escape text, and check what comes in',
    in: codeAndStrings,
  },
  {
    id: 'sql-templates',
    title: 'No SQL is put together from pieces.',
    patterns: [
      ...['`SELECT {any}${', '`INSERT INTO {any}${', '`UPDATE {any}${', '`DELETE FROM {any}${'],
      ...[
        'SELECT {any}" +',
        'INSERT INTO {any}" +',
        'UPDATE {any}" +',
        'DELETE FROM {any}" +',
        "WHERE {any}' +",
        'WHERE {any}" +',
      ],
    ],
    unless: ['sql`{any}'],
    reason: 'bind values instead of joining texts',
    in: string,
  },
];

/** By gate, in the order in which they are told. */
export const audits: Readonly<Record<AuditGate, readonly Audit[]>> = {
  scan,
  'dal-audit': dalAudit,
  'llm-boundary': llmBoundary,
  'error-codes': errorCodes,
  traceability,
  'git-hygiene': [],
  security,
};

/** Words in which people say how far a packet is, besides those that Gatehouse knows. For `gatehouse init` alone. */
import type { Status } from '../model/dialect/status';
import { alone, anyOf, NO_LETTER, said, stems, whole, words } from './languages';

/** Whose it is, and no state: `Asignada a QA`. */
export const assigned = /^(?:assigned|delegated|zugewiesen|asignad[oa]|atribu[ií]d[oa]|assignée?)(?: |$)/u;

/** Somebody has looked at it, and it is good. */
export const confirmed = said(
  `(?<!\\bbe(?:ing)? |\\bneeds )${words(
    'verified|validated|reviewed|tested|audited',
    'verifiziert|validiert|geprüft|getestet|abgenommen',
    'verificad[oa]|validad[oa]|probad[oa]|revisad[oa]',
    'vérifié|validé|testé',
  )}`,
);

/** What a word that is no status yet most likely means: the first that says it. */
export const meanings: readonly (readonly [RegExp, Status])[] = [
  // What waits for somebody to look at it waits for nothing else.
  [
    said(
      `${stems(
        'waiting (?:for|on)|awaiting',
        'wartet auf',
        'en espera de|pendiente de',
        'aguardando|à espera de|pendente de',
        'en attente de',
      )}(?: \\S+){0,2} ${words(
        'qa|reviews?|validation|verification|testing|tests?|audit',
        'prüfung|abnahme',
        'revisión|validación|pruebas',
        'revisão|validação|testes?',
        'revue|recette',
      )}`,
    ),
    'Ready-for-Validation',
  ],
  // Tests that are written before the work are a step of it.
  [said(words('tests? (?:written|escrit[oa]s|geschrieben|écrits)')), 'In-Progress'],
  // What has been looked at is done; what is to be looked at, below, is not.
  [confirmed, 'Done'],
  [
    said(
      stems(
        'cancel|abandon|replaced|deprecat|dropped|won ?t|obsolet|archiv',
        'ersetzt|verworfen|entfällt',
        'reemplazad|descartad',
        'substituíd',
        'remplac|annul',
        'sostituit|scartat|abbandonat',
      ),
      '^(?:已)?(?:归档|歸檔|取消|中止|廃止|废弃|作废|弃用|放弃|替代|廢棄)',
      '^(?:отмен[её]н|снят|устарел|архив|отклон[её]н)\\p{L}*',
      '^(?:anulowan|zarzucon)\\p{L}*',
      '^(?:취소|폐기|보관)',
    ),
    'Superseded',
  ],
  [
    said(
      stems(
        'hold|waiting|stuck|paused|deferred|postponed',
        'blockiert|zurückgestellt|wartet',
        'bloquead[oa]|en espera|aplazad[oa]|pospuest[oa]',
        'em espera|aguardando|suspens[oa]|adiad[oa]|pausad[oa]',
        'bloqu|en attente|reportée?',
        'bloccat[oa]|in attesa|sospes[oa]|rimandat[oa]',
      ),
      '^(?:已|被)?(?:保留|中断|阻塞|受阻|暂停|挂起|搁置|暫停)',
      '^(?:заблокирован|отложен|приостановлен)\\p{L}*',
      alone('на паузе', 'wstrzymane|zablokowane', '(?:보류|차단)(?:됨|중)?'),
    ),
    'Blocked',
  ],
  [
    said(
      stems(
        'qa|review|test|testing|validat|verif|audit|merge\\b',
        'prüfung|abnahme|zu prüfen',
        'revisi[óo]n|validaci[óo]n|pruebas',
        'revisão|validação|testes?|homologação',
        'revue|recette|à vérifier',
        'in revisione|da verificare',
      ),
      '(?:レビュー|検証|確認|テスト)(?:待ち|中)$',
      '^(?:待|正在)?(?:审核|审查|评审|验收|验证|测试|審核)(?:中)?$',
      alone(
        '(?:на )?(?:проверк[аеу]|ревью|тестировани[еи])',
        'do sprawdzenia|w recenzji',
        '(?:검토|리뷰|검증|테스트) ?(?:중|대기)',
      ),
    ),
    'Ready-for-Validation',
  ],
  [
    said(
      words(
        'merged|integrated|shipped|released|resolved|closed|finished|accepted|delivered|implemented|live',
        'erledigt|fertig|abgeschlossen|geliefert|integriert',
        'hech[oa]|terminad[oa]|completad[oa]|cerrad[oa]|entregad[oa]|integrad[oa]',
        'conclu[ií]d[oa]|feit[oa]|finalizad[oa]|entregue|encerrad[oa]|fechad[oa]',
        'terminé|fini|fait|livré|intégré|clos',
        'completat[oa]|conclus[oa]|chius[oa]|terminat[oa]|consegnat[oa]|fatt[oa]',
      ),
      alone('(?:対応|実装)?(?:完了|済み?)'),
      alone('(?:全部)?(?:已)?(?:完成|结束|关闭|交付|合并|上线|实现|验收|验证|通过|結束|關閉)', '(?:验收|测试|验证|审核)通过'),
      alone(
        'готов[оа]?|сделан[оа]?|(?:завершен|завершён|выполнен|закрыт|реализован)[оа]?',
        'zrobione|gotowe|ukończone|zakończone',
        '(?:작업 ?)?완료(?:됨)?',
      ),
    ),
    'Done',
  ],
  [
    said(
      words(
        'progress|doing|active|ongoing|coding|development|implementing|in dev|dev|building|rework|(?:changes|fixes) (?:requested|required|needed)|needs (?:changes|fixes|work)',
        'in arbeit|in bearbeitung|läuft|laufend',
        'en curso|en progreso|en desarrollo|desarrollando|haciendo',
        'em curso|em progresso|em andamento|em desenvolvimento|em execução|fazendo',
        'en cours',
        'in corso|in lavorazione|in sviluppo',
      ),
      alone('(?:作業|実装|対応|着手)中'),
      alone('(?:正在)?(?:进行|开发|实施|执行|处理|实现|進行|開發|執行|處理)中'),
      alone(
        'в (?:работе|процессе|разработке)|выполняется|делается',
        'w (?:toku|trakcie|realizacji)',
        '진행 ?중|작업 ?중|개발 ?중',
      ),
    ),
    'In-Progress',
  ],
  [
    said(
      words(
        'groomed|approved|refined|signed|ready',
        'bereit|startklar|freigegeben',
        'list[oa]|preparad[oa]|aprobad[oa]',
        'pronto para desenvolvimento|aprovad[oa]|pront[oa]',
        'prêt|approuvé',
        'approvat[oa]',
      ),
      alone('(?:已|准备)?(?:就绪|批准)'),
      alone(
        'готов[оа]? к (?:работе|разработке|выполнению)|одобрен[оа]?|согласован[оа]?',
        'zatwierdzone',
        '(?:준비|승인) ?(?:완료|됨)',
      ),
    ),
    'Ready-for-Dev',
  ],
  [said(words('concept|brainstorm', 'konzept', 'concepto')), 'Stub'],
  [
    said(
      `(?:^|\\s)${anyOf(
        'todo|to do|open|pending|queued|new|idea|proposed|planned|icebox|draft',
        'offen|entwurf|geplant|neu|idee',
        'pendiente|por hacer|planificad[oa]|borrador',
        'pendente|a fazer|planejad[oa]|planead[oa]|rascunho|abert[oa]',
        'à faire|prévue?|nouveau|brouillon',
        'propost[oa]|da fare|pianificat[oa]|bozza|apert[oa]|nuov[oa]',
      )}${NO_LETTER}`,
      alone('草稿|草案|下書き', '未着手|未対応|予定'),
      alone(
        '(?:待|尚未|未)(?:开始|领取|认领|分配|开发|開發|启动|办|处理|实施|执行|做|動工|開始|處理|辦)',
        '(?:计划|规划|計劃|規劃)中?',
      ),
      alone(
        'к (?:выполнению|работе)|(?:запланирован|открыт)[оа]?|нов(?:ая|ый|ое)|черновик|бэклог',
        'do zrobienia|zaplanowane|nowe|otwarte|szkic',
        '할 ?일|예정|대기(?: ?중)?|계획됨?|초안',
      ),
    ),
    'Backlog',
  ],
];

/** Marks that mean one state to everybody. A circle of some colour, a cross and an hourglass mean several. */
export const marks: ReadonlyMap<string, Status> = new Map([
  ['✅', 'Done'],
  ['✔', 'Done'],
  ['☑', 'Done'],
  ['✓', 'Done'],
  ['☐', 'Backlog'],
  ['🚧', 'In-Progress'],
  ['◐', 'In-Progress'],
  ['🔄', 'In-Progress'],
  ['⏸', 'Blocked'],
  ['⛔', 'Blocked'],
]);

/** Nothing of it is done yet, though the words of work are in it. */
export const notBegun = whole(
  'not (?:yet )?(?:started|begun)|unstarted',
  '(?:noch )?nicht (?:begonnen|angefangen)',
  '(?:sin|no) (?:empezar|comenzar|iniciad[oa])',
  '(?:ainda )?não (?:iniciad[oa]|começad[oa])',
  '(?:pas|non) (?:encore )?commencée?',
  '(?:da|non) (?:ancora )?inizia(?:re|t[oa])',
  '(?:ещ[её] )?не начат[оа]?',
  'nierozpoczęt[ea]|nie rozpoczęto',
  '미(?:시작|착수)|시작 ?전',
);

/** Words that take back what the others say. */
export const hedged = said(
  `${stems(
    'almost|nearly|half|partly|partially|mostly|not|never|maybe',
    'fast|halb|teilweise|nicht',
    'casi|medio|no',
    'quase|parcialmente|não|ainda',
    'presque|pas',
    'quasi|parzialmente|non',
  )}\\b`,
  '部分|基本|大部|不',
  '^(?:почти|частично|наполовину|не)(?!\\p{L})',
);

/** What a list of states is called. */
export const statusLabel =
  /stat(?:us(?:es)?|es?\b|ut)|estado|situação|zustand|zustände|stat[oi]\b|état|状态|狀態|статус|состояни|\bstan\b|상태|lifecycle|workflow/i;

/** Words in which people write packets, besides those that Gatehouse knows: English, German, Spanish, Portuguese, French, Italian, Chinese and Japanese. For `gatehouse init` alone. */
import { ofForms } from '../model/dialect/id-form';
import type { Status } from '../model/dialect/status';

/** Any of the alternatives, whole. */
const whole = (...alternatives: readonly string[]): RegExp => new RegExp(`^(?:${alternatives.join('|')})$`, 'u');

/** Names that people give to a field, as they compare. Only those that mean nothing else in a packet. */
export const synonyms: Readonly<Record<string, RegExp>> = {
  TASK_ID: whole(
    '(?:task|packet|ticket|work item) (?:id|number|key)|id',
    'kennung|aufgabe|paket(?:nummer| ?id)?|auftrag(?:snummer)?',
    'identificador|tarea|paquete',
    'identifiant|tâche|lot',
    '(?:任务|工单)? ?(?:编号|編號|id)',
  ),
  STATUS: whole(
    'state|lane',
    'zustand|stand',
    'estado|situación|situação',
    'statut|état',
    'stato',
    '(?:当前|任务)?(?:状态|狀態|状態)|ステータス',
  ),
  SPEC_ANCHOR: whole(
    '(?:spec(?:ification)?s?|requirements?) (?:anchors?|refs?|references?|sections?|links?)|anchors?|spec|specification',
    'bezug|anker|anforderung(?:en)?|spezifikation(?:sstellen?|sbezug)?|abschnitte?|(?:spec|spez|spezifikations?) ?(?:anker|bezug|stellen?|abschnitte?)',
    '(?:anclas?|referencias?|requisitos?|secci(?:ón|ones))(?: (?:de|a) (?:la )?(?:spec|especificación))?|especificación',
    'ancres?|références?|exigences?|sections?|spécification',
  ),
  What: whole(
    'summary|description|objectives?(?: (?:and )?success criteria)?|goal|overview|what to do|intent|outcome|results?|(?:the )?idea|(?:user )?story',
    'was|ziel|beschreibung|zusammenfassung',
    'qué|objetivo|descripción|resumen|petición(?: original)?',
    'quoi|objectif|description|résumé',
    'descrição|resumo|história',
    'obiettivo|descrizione|sintesi',
    '(?:任务|业务)?(?:目标结果|目标|目的|描述|概述|说明|目標|概要|内容)|任务名称|(?:タスク)?詳細',
  ),
  Why: whole(
    'rationale|motivation|reason|context|background|purpose',
    'warum|wozu|grund|begründung|hintergrund|anlass',
    'por qué|motivo|razón|justificación|contexto',
    'pourquoi|raison|motif|contexte|justification',
    'por qu[eê](?: agora)?|motivação|razão|justificativa',
    'perch[ée]|motivazione|contesto',
    '背景(?:和\\S+)?|原因|动机|为什么|理由',
  ),
  IN_SCOPE_PATHS: whole(
    'files|file scope|files owned|file ownership|touched files|owned (?:files|paths)|(?:expected )?files (?:(?:expected )?to (?:be )?(?:change|touch|modify|edit)(?:ed)?|(?:expected )?touched|in scope|(?:allowed to|that may) (?:be )?(?:change|modify|touch|edit|write)(?:ed)?|allowed)|affected files|(?:allowed |scope )?paths|(?:in scope|allowed) files',
    '(?:(?:betroffene|erlaubte|geänderte) )?dateien|(?:im )?umfang',
    '(?:archivos|ficheros)(?: afectados)?|alcance|dentro del alcance',
    'fichiers(?: concernés)?|périmètre|dans le périmètre',
    '(?:arquivos|ficheiros)(?: afetados| envolvidos)?|(?:dentro do )?escopo',
    'file (?:coinvolti|interessati|da modificare)|ambito',
    '(?:影响|修改|本次|文件)?范围|(?:允许)?(?:涉及|修改|影响)(?:的)?(?:文件|范围)|範圍|(?:変更|対象|作業)(?:範囲|ファイル)',
  ),
  OUT_OF_SCOPE: whole(
    'non goals|(?:must|do) not touch|no tocar|forbidden (?:files|paths|here)|(?:out of scope|not in|not part of)(?: (?:for|of|in))? this \\p{L}+|files forbidden(?: to (?:be )?\\p{L}+)?|not in scope|out of scope files|exclusions|excluded|deferred',
    'nicht enthalten|(?:ausdrücklich )?nicht (?:im|zum|in) (?:umfang|diesem? (?:ticket|paket|auftrag|aufgabe))|ausgeschlossen|außerhalb(?: des umfangs)?|abgrenzung|nicht ziele?',
    'fuera del? alcance(?: de est[ae] \\p{L}+)?|excluido|exclusiones|no incluye',
    'hors (?:du )?périmètre|exclus|exclusions',
    'fora (?:do|de) escopo(?: dest[ae] \\p{L}+)?|não objetivos|não inclui',
    'non inclus[oi]|fuori (?:ambito|scope)|esclus[oi]|esclusioni',
    '非目标|禁止修改(?:范围|文件)?|(?:明确)?不做(?:什么)?|不包含|不在范围(?:内)?|范围外|(?:作業)?対象外|スコープ外|禁止事項|変更禁止(?:の(?:ファイル|範囲))?',
  ),
  DONE_MEANS: whole(
    '(?:\\p{L}+ )?acceptance(?: (?:criteria|checklist|conditions|requirements|tests?))?|(?:done|accepted|complete) when|(?:definition of )?done checklist|definition of done|exit criteria|success criteria|checklist|expected (?:results?|outcomes?|end state)(?: after \\p{L}+)?',
    '(?:\\p{L}+ )?(?:abnahme(?:kriterien)?|akzeptanzkriterien)|fertig,? (?:wenn|heißt)|erledigt,? wenn',
    'acs?',
    'criterios? de (?:aceptación|éxito|terminado)|(?:hecho|terminado) cuando',
    "critères? d[’' ]acceptation|(?:fini|terminé) quand",
    'critérios? de (?:sucesso|aceite|aceitação|pronto|conclusão)|definição de pronto|(?:feito|concluído) quando',
    'criteri di (?:accettazione|completamento)|(?:fatto|finito) quando',
    '(?:验收|完成)(?:标准|条件|定义|要求)?|完成定义|驗收標準|(?:完了|受け?入れ?)(?:条件|基準)',
  ),
  TEST_PLAN: whole(
    'tests?|testing|test (?:steps|commands|strategy|targets?)|verification(?: steps| commands| plan)?|how (?:to|we|it is) test(?:ed)?(?: it| this)?|(?:required )?(?:automated |manual )?(?:verification|tests?|checks)',
    'testplan|prüfplan|prüfung(?:en)?|prüfen|prüfschritte|tests?',
    'plan de pruebas|pruebas(?: obligatorias)?|verificación',
    'plan de tests?|essais|vérifications?',
    'plano de testes?|testes?|verificação|validações',
    'piano di (?:test|verifica)|verific(?:a|he)',
    '测试(?:计划|方案|用例|清单)?|验证(?:方式|方法|步骤|计划|命令)?|測試計畫|テスト(?:計画|方法|手順)?|(?:確認|検証)(?:方法|手順)',
  ),
  BOOTSTRAP: whole(
    'work plan|getting started|preparation|plan',
    'vorbereitung|einstieg|arbeitsplan',
    'preparación|arranque|plan de trabajo',
    'préparation|démarrage|plan de travail',
  ),
  ROLLBACK_HINT: whole(
    'rollback (?:plan|steps|procedure)|revert|how to revert|undo',
    'rückbau|rücknahme|rückweg|zurücksetzen',
    'reversión|marcha atrás|cómo revertir',
    'retour arrière|annulation',
    'reversão|(?:plano de|como) revert(?:er|ão)|desfazer',
    '回滚(?:方案|计划)?|回退(?:方案)?',
  ),
  VALIDATION: whole(
    'results?|test results?|verification results?|validation results?|evidence log',
    '(?:prüf)?ergebnis(?:se)?|validierung',
    'validación|resultados?(?: de (?:las )?pruebas)?',
    'validation|résultats?',
    'validação|resultados?(?: dos testes)?',
    '(?:测试|验证)结果|验证记录',
  ),
  'Signature & Enrichment Log': whole(
    'sign ?off|approvals?|approval log|signatures|change control',
    'unterschriften(?:protokoll)?|freigaben?',
    '(?:registro de )?firmas|aprobaciones',
    '(?:registre des )?signatures|approbations',
  ),
  RISK_TIER: whole(
    'risk|risk class|risk rating|severity|tier',
    'risiko(?:stufe|klasse)?',
    '(?:nivel de )?riesgo',
    '(?:niveau de )?risque',
    '(?:nível de )?risco',
    '(?:livello di )?rischio',
    '风险(?:等级|级别)?',
  ),
  USER_SIGNATURE: whole(
    'signed by|approved by|approval signature|sign off signature|signed|signoff',
    'unterschrift|freigegeben (?:von|durch)|unterschrieben von',
    'firma|firmado por|aprobado por',
    'signé par|approuvé par',
    'assinatura|assinado por|aprovado por',
    'firmato da|approvato da',
    '签名|签字|批准人',
  ),
  DATE: whole('datum', 'fecha', 'créé le', 'data', '(?:创建)?(?:日期|时间)'),
  'Blocked on': whole(
    'predecessors?|depends|requires|prerequisites?',
    'abhängigkeit(?:en)?|abhängig von|hängt ab von|vorgänger|voraussetzung(?:en)?',
    'dependencias?|predecesor(?:es)?',
    'dépendances?|prédécesseurs?',
    'dependências?|depende de|bloqueado por',
    'dipendenz[ae]|dipende da|bloccato da',
    '依赖(?:项|任务|关系)?|前置(?:任务|条件|依赖)?|依賴|依存(?:関係|タスク)?|前提(?:タスク)?',
  ),
  'Evidence Mapping': whole('nachweise?|belege?', 'evidencias?', 'preuves?|justificatifs?', '证据|証拠|エビデンス'),
  Verdict: whole('urteil|prüfurteil', 'veredicto|dictamen', 'avis'),
};

/** Words that a field may hold, where a name of it is a common word as well: `Risk` may stand before a sentence. */
export const closed: Readonly<Record<string, RegExp>> = {
  STATUS: /^\s*[^\n]{1,60}\s*$/,
  // A section of that name may as well be the specification itself, and a name of a document is no place in it: `SPEC-032`.
  SPEC_ANCHOR:
    /^(?![\s"'[]*(?:SPEC|PRD|RFC|ADR|EPIC|DOC)[-_]?\d+(?:[-_][\p{L}\p{N}_-]+)?[\]"'\s]*$)[\s\S]{0,200}?(?:\d\.\d|§|(?<!\p{L})[A-Z]{1,10}-?\d|\]\(|\.md\b|\bnone\b|\bn\/a\b)/u,
  RISK_TIER:
    /^\W*(?:(?:tier|level|stufe|nivel|niveau)\W+)?(?:low|med(?:ium)?|moderate|high|very high|critical|minor|major|p[0-3]|niedrig|mittel|hoch|kritisch|baj[oa]|baix[oa]|médi[oa]|medi[oa]|alt[oa]|crític[oa]|低|中|高|faible|moyen(?:ne)?|élevée?|critique)(?![\p{L}\p{N}-])(?!\W{0,3}[.:]\s+\p{L})/iu,
};

/** A name that a wish has as well as what came of it: `Result`. */
export const either = /^(?:results?|ergebnis(?:se)?|resultados?|résultats?)$/u;
/** What came of it: a verdict, a count, a commit, an output. */
export const cameOut =
  /(?<!\p{L})(?:pass(?:ed|es)?|fail(?:ed|s|ures?)?|succeed(?:ed|s)|implemented|merged|commits?|green|done|skipped|exit \d|\d+ tests?|bestanden|fehlgeschlagen|umgesetzt|pasad[oa]s?|aprobad[oa]s?|passou|passaram|réussi|échoué)(?!\p{L})|[✓✔✅❌]|通过|失败/iu;

/** The columns of a signature audit, and the words of a board, that are no fields. */
export const columns: Readonly<Record<string, RegExp>> = {
  USER_SIGNATURE: whole('unterschrift', 'firma'),
  'Used By': whole('wer|von|durch|verwendet von', 'quién|usad[ao] por|por', 'qui|par|utilisée? par'),
  Timestamp: whole('zeit(?:punkt|stempel)?|datum', 'fecha(?: y hora)?|hora|cuándo', 'horodatage|quand'),
  Purpose: whole('zweck|wofür|paket', 'motivo|propósito|para|paquete', 'objet|motif|pour'),
  SPEC_VERSION: whole('version|fassung|spezifikation', 'versión', 'version'),
  Evidence: whole('nachweise?|belege?', 'evidencias?', 'preuves?'),
};

/** The columns of a board. */
export const listed: Readonly<Record<string, RegExp>> = {
  STATUS: whole('state|stage', 'zustand|stand', 'estado|situação', 'statut|état', 'stato', '状态|狀態|状態|ステータス'),
  Since: whole('seit', 'desde', 'depuis', '开始(?:时间|日期)'),
  'Blocked on': whole(
    'waits for|waiting for|needs',
    'wartet auf|blockiert durch|abhängig von',
    'bloqueado por|espera a|depende de',
    'attend|bloqué par|dépend de',
    '依赖|阻塞于|前置',
  ),
};

/** What stands before a day on a board, and before whom an entry waits for. */
export const since = /(?<![\p{L}\p{N}])(seit|desde|depuis)(?=\s+(?:el |le |dem )?\d)/giu;
/** Words before what a packet waits for. Made for a repository's forms of ids. */
export const waits = ofForms(
  ({ markSource }) =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(wartet auf|blockiert (?:durch|von)|abhängig von|bloquead[oa] por|espera a|depende de|bloquée? par|dépend de)(?=[\s:*[]+${markSource})`,
      'giu',
    ),
);

/** Whose it is, and no state: `Asignada a QA`. */
export const assigned = /^(?:assigned|delegated|zugewiesen|asignad[oa]|atribu[ií]d[oa]|assignée?)(?: |$)/u;

/** Somebody has looked at it, and it is good. */
export const confirmed =
  /(?<!\bbe(?:ing)? |\bneeds )\b(?:verified|validated|reviewed|tested|audited|verifiziert|validiert|geprüft|getestet|abgenommen|verificad[oa]|validad[oa]|probad[oa]|revisad[oa]|vérifié|validé|testé)(?![\p{L}])/u;

/** What a word that is no status yet most likely means. */
export const meanings: readonly (readonly [RegExp, Status])[] = [
  // What waits for somebody to look at it waits for nothing else.
  [
    /\b(?:waiting (?:for|on)|awaiting|wartet auf|en espera de|pendiente de|aguardando|à espera de|pendente de|en attente de)(?: \S+){0,2} (?:qa|reviews?|validation|verification|testing|tests?|audit|prüfung|abnahme|revisión|validación|pruebas|revisão|validação|testes?|revue|recette)(?![\p{L}])/u,
    'Ready-for-Validation',
  ],
  // Tests that are written before the work are a step of it.
  [/\btests? (?:written|escrit[oa]s|geschrieben|écrits)(?![\p{L}])/u, 'In-Progress'],
  // What has been looked at is done; what is to be looked at, below, is not.
  [confirmed, 'Done'],
  [
    /\b(?:cancel|abandon|replaced|deprecat|dropped|won ?t|obsolet|archiv|sostituit|scartat|abbandonat|ersetzt|verworfen|entfällt|reemplazad|substituíd|descartad|remplac|annul)|^(?:已)?(?:归档|歸檔|取消|中止|廃止|废弃|作废|弃用|放弃|替代|廢棄)/,
    'Superseded',
  ],
  [
    /\b(?:hold|waiting|stuck|paused|deferred|postponed|blockiert|zurückgestellt|wartet|bloquead[oa]|en espera|em espera|aguardando|suspens[oa]|adiad[oa]|pausad[oa]|aplazad[oa]|pospuest[oa]|bloccat[oa]|in attesa|sospes[oa]|rimandat[oa]|bloqu|en attente|reportée?)|^(?:已|被)?(?:保留|中断|阻塞|受阻|暂停|挂起|搁置|暫停)/,
    'Blocked',
  ],
  [
    /\b(?:qa|review|test|testing|validat|verif|audit|merge\b|prüfung|abnahme|zu prüfen|revisi[óo]n|validaci[óo]n|pruebas|revisão|validação|testes?|homologação|in revisione|da verificare|revue|recette|à vérifier)|(?:レビュー|検証|確認|テスト)(?:待ち|中)$|^(?:待|正在)?(?:审核|审查|评审|验收|验证|测试|審核)(?:中)?$/,
    'Ready-for-Validation',
  ],
  [
    /\b(?:merged|integrated|shipped|released|closed|finished|accepted|delivered|implemented|live|erledigt|fertig|abgeschlossen|geliefert|integriert|hech[oa]|terminad[oa]|completad[oa]|cerrad[oa]|entregad[oa]|integrad[oa]|conclu[ií]d[oa]|feit[oa]|finalizad[oa]|entregue|encerrad[oa]|fechad[oa]|completat[oa]|conclus[oa]|chius[oa]|terminat[oa]|consegnat[oa]|fatt[oa]|terminé|fini|fait|livré|intégré|clos)(?![\p{L}])|^(?:対応|実装)?(?:完了|済み?)$|^(?:全部)?(?:已)?(?:完成|结束|关闭|交付|合并|上线|实现|验收|验证|通过|結束|關閉)$|^(?:验收|测试|验证|审核)通过$/u,
    'Done',
  ],
  [
    /\b(?:progress|doing|active|ongoing|coding|development|implementing|in dev|dev|building|in arbeit|in bearbeitung|läuft|laufend|en curso|en progreso|en desarrollo|desarrollando|haciendo|em curso|em progresso|em andamento|em desenvolvimento|em execução|fazendo|in corso|in lavorazione|in sviluppo|en cours)(?![\p{L}])|^(?:作業|実装|対応|着手)中$|^(?:正在)?(?:进行|开发|实施|执行|处理|实现|進行|開發|執行|處理)中$/u,
    'In-Progress',
  ],
  [
    /\b(?:groomed|approved|refined|signed|ready|bereit|startklar|freigegeben|list[oa]|preparad[oa]|aprobad[oa]|pronto para desenvolvimento|aprovad[oa]|pront[oa]|approvat[oa]|prêt|approuvé)(?![\p{L}])|^(?:已|准备)?(?:就绪|批准)$/u,
    'Ready-for-Dev',
  ],
  [/\b(?:concept|brainstorm|konzept|concepto)(?![\p{L}])/u, 'Stub'],
  [
    /(?:^|\s)(?:todo|to do|open|pending|queued|new|idea|proposed|planned|icebox|draft|offen|entwurf|geplant|neu|idee|pendiente|por hacer|planificad[oa]|idea|borrador|pendente|a fazer|planejad[oa]|planead[oa]|rascunho|abert[oa]|propost[oa]|da fare|pianificat[oa]|bozza|apert[oa]|nuov[oa]|à faire|prévue?|nouveau|brouillon)(?![\p{L}])|^(?:待|尚未|未)(?:开始|领取|认领|分配|开发|開發|启动|办|处理|实施|执行|做|動工|開始|處理|辦)$|^(?:计划|规划|計劃|規劃)中?$|^(?:草稿|草案|下書き)$|^(?:未着手|未対応|予定)$/u,
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

/** What a BOOTSTRAP block holds: a part's name, a path with an ending, a command in code. */
export const holdsBlock =
  /(?:^|\n)[\s>#*+_-]*(?:files|search terms|(?:run )?commands|risks?|dateien|suchworte|befehle|risiken|archivos|ficheros|comandos|riesgos|fichiers|commandes|risques)(?: \p{L}+){0,2}[*_\s]*(?::|\n)|[\w-]\/[\w./-]*\.\w{1,5}\b|`[^`\n]*\w[ /][^`\n]*`|(?:^|\n)(?:```|~~~)/iu;

/** What a list of states is called. */
export const statusLabel = /stat(?:us|es?\b|ut)|estado|situação|zustand|zustände|stat[oi]\b|état|状态|狀態|lifecycle|workflow/i;

/** Nothing of it is done yet, though the words of work are in it. */
export const notBegun =
  /^(?:not (?:yet )?(?:started|begun)|unstarted|(?:ainda )?não (?:iniciad[oa]|começad[oa])|(?:noch )?nicht (?:begonnen|angefangen)|(?:sin|no) (?:empezar|comenzar|iniciad[oa])|(?:pas|non) (?:encore )?commencée?|(?:da|non) (?:ancora )?inizia(?:re|t[oa]))$/u;

/** Words that take back what the others say. */
export const hedged =
  /\b(?:almost|nearly|half|partly|partially|mostly|not|never|maybe|fast|halb|teilweise|nicht|casi|medio|no|quase|parcialmente|não|ainda|quasi|parzialmente|non|presque|pas)\b|部分|基本|大部|不/;

/** Ladders of risk that people use, lowest first. */
export const ladders: readonly (readonly string[])[] = [
  ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'],
  ['LOW', 'MEDIUM', 'HIGH', 'VERY HIGH'],
  ['MINOR', 'MAJOR', 'CRITICAL'],
  ['P3', 'P2', 'P1', 'P0'],
  ['NIEDRIG', 'MITTEL', 'HOCH'],
  ['NIEDRIG', 'MITTEL', 'HOCH', 'KRITISCH'],
  ['BAJO', 'MEDIO', 'ALTO'],
  ['BAIXO', 'MÉDIO', 'ALTO'],
  ['BAIXO', 'MÉDIO', 'ALTO', 'CRÍTICO'],
  ['低', '中', '高'],
  ['BAJO', 'MEDIO', 'ALTO', 'CRÍTICO'],
  ['FAIBLE', 'MOYEN', 'ÉLEVÉ'],
  ['FAIBLE', 'MOYEN', 'ÉLEVÉ', 'CRITIQUE'],
];

/** Words in the name of the page that says which spec is in force: `SPEC_CURRENT`, and not `interactive`. */
export const pointing =
  /(?<!\p{L})(?:current|active|pointer|aktuelle?|gültige?|gueltige?|actual|vigente|actuelle?|courante?|en_vigueur)(?!\p{L})/iu;

/** What a specification is called. */
export const specName = /spec|spezifikation|lastenheft|pflichtenheft|anforderungen|requisitos|cahier|exigences|requirements/i;

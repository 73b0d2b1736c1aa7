/** Words in which people write packets, besides those that Gatehouse knows. For `gatehouse init` alone. */
import { ofForms } from '../model/dialect/id-form';
import { anyOf, NO_LETTER, whole } from './languages';

/** Names that people give to a field, as they compare. Only those that mean nothing else in a packet. */
export const synonyms: Readonly<Record<string, RegExp>> = {
  TASK_ID: whole(
    '(?:task|packet|ticket|work item) (?:id|number|key)|id',
    'kennung|aufgabe|paket(?:nummer| ?id)?|auftrag(?:snummer)?',
    'identificador|tarea|paquete',
    'identifiant|tâche|lot',
    '(?:任务|工单)? ?(?:编号|編號|id)',
    'номер(?: задачи)?|идентификатор',
  ),
  STATUS: whole(
    'state|lane',
    'zustand|stand',
    'estado|situación|situação',
    'statut|état',
    'stato',
    '(?:当前|任务)?(?:状态|狀態|状態)|ステータス',
    'статус|состояние|стан',
    'stan',
    '상태',
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
    'цель|описание|суть|что (?:нужно )?сделать|задача',
  ),
  Why: whole(
    'rationale|motivation|reason|context|background|purpose',
    'warum|wozu|grund|begründung|hintergrund|anlass',
    'por qué|motivo|razón|justificación|contexto',
    'pourquoi|raison|motif|contexte|justification',
    'por qu[eê](?: agora)?|motivação|razão|justificativa',
    'perch[ée]|motivazione|contesto',
    '背景(?:和\\S+)?|原因|动机|为什么|理由',
    'зачем|почему|контекст|причина|мотивация|обоснование',
  ),
  IN_SCOPE_PATHS: whole(
    'files|file scope|files owned|file ownership|touched files|owned (?:files|paths)|(?:expected )?files (?:(?:expected )?to (?:be )?(?:change|touch|modify|edit)(?:ed)?|(?:expected )?touched|in scope|(?:allowed to|that may) (?:be )?(?:change|modify|touch|edit|write)(?:ed)?|allowed)|affected files|(?:allowed |scope )?paths|(?:in scope|allowed) files',
    '(?:(?:betroffene|erlaubte|geänderte) )?dateien|(?:im )?umfang',
    '(?:archivos|ficheros)(?: afectados)?|alcance|dentro del alcance',
    'fichiers(?: concernés)?|périmètre|dans le périmètre',
    '(?:arquivos|ficheiros)(?: afetados| envolvidos)?|(?:dentro do )?escopo',
    'file (?:coinvolti|interessati|da modificare)|ambito',
    '(?:影响|修改|本次|文件)?范围|(?:允许)?(?:涉及|修改|影响)(?:的)?(?:文件|范围)|範圍|(?:変更|対象|作業)(?:範囲|ファイル)',
    '(?:затрагиваемые |изменяемые )?файлы',
  ),
  OUT_OF_SCOPE: whole(
    'non goals|(?:must|do) not touch|no tocar|forbidden (?:files|paths|here)|(?:out of scope|not in|not part of)(?: (?:for|of|in))? this \\p{L}+|files forbidden(?: to (?:be )?\\p{L}+)?|not in scope|out of scope files|exclusions|excluded|deferred|boundar(?:y|ies)',
    'nicht enthalten|(?:ausdrücklich )?nicht (?:im|zum|in) (?:umfang|diesem? (?:ticket|paket|auftrag|aufgabe))|ausgeschlossen|außerhalb(?: des umfangs)?|abgrenzung|nicht ziele?',
    'fuera del? alcance(?: de est[ae] \\p{L}+)?|excluido|exclusiones|no incluye',
    'hors (?:du )?périmètre|exclus|exclusions',
    'fora (?:do|de) escopo(?: dest[ae] \\p{L}+)?|não objetivos|não inclui',
    'non inclus[oi]|fuori (?:ambito|scope)|esclus[oi]|esclusioni',
    '非目标|禁止修改(?:范围|文件)?|(?:明确)?不做(?:什么)?|不包含|不在范围(?:内)?|范围外|(?:作業)?対象外|スコープ外|禁止事項|変更禁止(?:の(?:ファイル|範囲))?',
    'вне (?:скоупа|области|рамок)(?: задачи)?|за рамками(?: задачи)?|не (?:входит|делать|делаем|цели)|что не (?:входит|делаем)',
  ),
  DONE_MEANS: whole(
    '(?:\\p{L}+ )?acceptance(?: (?:criteria|checklist|conditions|requirements|tests?))?|(?:done|accepted|complete) when|(?:definition of )?done checklist|definition of done|exit criteria|success criteria|required outcomes?|completion (?:gate|criteria)|checklist|expected (?:results?|outcomes?|end state)(?: after \\p{L}+)?',
    '(?:\\p{L}+ )?(?:abnahme(?:kriterien)?|akzeptanzkriterien)|fertig,? (?:wenn|heißt)|erledigt,? wenn',
    'acs?',
    'criterios? de (?:aceptación|éxito|terminado)|(?:hecho|terminado) cuando',
    "critères? d[’' ]acceptation|(?:fini|terminé) quand",
    'critérios? de (?:sucesso|aceite|aceitação|pronto|conclusão)|definição de pronto|(?:feito|concluído) quando',
    'criteri di (?:accettazione|completamento)|(?:fatto|finito) quando',
    '(?:验收|完成)(?:标准|条件|定义|要求)?|完成定义|驗收標準|(?:完了|受け?入れ?)(?:条件|基準)',
    'критери[ий] (?:при[её]мки|готовности|завершения|успеха)|готово,? когда|определение готовности',
  ),
  TEST_PLAN: whole(
    'tests?|testing|test (?:steps|commands|strategy|targets?)|verification(?: steps| commands| plan)?|how (?:to|we|it is) test(?:ed)?(?: it| this)?|(?:required )?(?:automated |manual )?(?:verification|tests?|checks?)|validation(?: commands| steps)?',
    'testplan|prüfplan|prüfung(?:en)?|prüfen|prüfschritte|tests?',
    'plan de pruebas|pruebas(?: obligatorias)?|verificación',
    'plan de tests?|essais|vérifications?',
    'plano de testes?|testes?|verificação|validações',
    'piano di (?:test|verifica)|verific(?:a|he)',
    '测试(?:计划|方案|用例|清单)?|验证(?:方式|方法|步骤|计划|命令)?|測試計畫|テスト(?:計画|方法|手順)?|(?:確認|検証)(?:方法|手順)',
    'тесты|тестирование|проверка|план (?:тестирования|проверки|тестов)|как проверить',
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
    '(?:план )?отката?',
  ),
  VALIDATION: whole(
    'results?|test results?|verification results?|validation results?|evidence log',
    '(?:prüf)?ergebnis(?:se)?|validierung',
    'validación|resultados?(?: de (?:las )?pruebas)?',
    'validation|résultats?',
    'validação|resultados?(?: dos testes)?',
    '(?:测试|验证)结果|验证记录',
    'результаты (?:проверки|тестов)',
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
    'риск|уровень риска',
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
  DATE: whole('datum', 'fecha', 'créé le', 'data', '(?:创建)?(?:日期|时间)', 'дата(?: создания)?'),
  'Blocked on': whole(
    'predecessors?|depends|requires|prerequisites?',
    'abhängigkeit(?:en)?|abhängig von|hängt ab von|vorgänger|voraussetzung(?:en)?',
    'dependencias?|predecesor(?:es)?',
    'dépendances?|prédécesseurs?',
    'dependências?|depende de|bloqueado por',
    'dipendenz[ae]|dipende da|bloccato da',
    '依赖(?:项|任务|关系)?|前置(?:任务|条件|依赖)?|依賴|依存(?:関係|タスク)?|前提(?:タスク)?',
    'зависимости|зависит от|блокируется|заблокирован[оа]?',
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
  RISK_TIER: new RegExp(
    String.raw`^\W*(?:(?:tier|level|stufe|nivel|niveau)\W+)?${anyOf(
      'low|med(?:ium)?|moderate|high|very high|critical|minor|major|p[0-3]',
      'niedrig|mittel|hoch|kritisch',
      'baj[oa]|medi[oa]|alt[oa]|crític[oa]',
      'baix[oa]|médi[oa]',
      'faible|moyen(?:ne)?|élevée?|critique',
      '(?:низк|средн|высок)(?:ий|ая|ое)|критич\\p{L}+',
      '低|中|高',
    )}(?![\p{L}\p{N}-])(?!\W{0,3}[.:]\s+\p{L})`,
    'iu',
  ),
};

/** A name that a wish has as well as what came of it: `Result`. */
export const either = /^(?:results?|ergebnis(?:se)?|resultados?|résultats?)$/u;
/** Commands: a block of them, or a line that opens with one in code. */
export const holdsCommands = /(?:^|\n)[ \t]*(?:(?:```|~~~)|(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?`[^`\n]*\w[^`\n]*`)/;
/** What came of it: a verdict, a count, a commit, an output. */
export const cameOut = new RegExp(
  `(?<!\\p{L})${anyOf(
    'pass(?:ed|es)?|fail(?:ed|s|ures?)?|succeed(?:ed|s)|implemented|merged|commits?|green|done|skipped|exit \\d|\\d+ tests?',
    'bestanden|fehlgeschlagen|umgesetzt',
    'pasad[oa]s?|aprobad[oa]s?',
    'passou|passaram',
    'réussi|échoué',
  )}${NO_LETTER}|[✓✔✅❌]|通过|失败`,
  'iu',
);

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
  STATUS: whole(
    'state|stage',
    'zustand|stand',
    'estado|situação',
    'statut|état',
    'stato',
    '状态|狀態|状態|ステータス',
    'статус|состояние|стан',
    'stan',
    '상태',
  ),
  Since: whole('seit', 'desde', 'depuis', '开始(?:时间|日期)'),
  'Blocked on': whole(
    'waits for|waiting for|needs',
    'wartet auf|blockiert durch|abhängig von',
    'bloqueado por|espera a|depende de',
    'attend|bloqué par|dépend de',
    '依赖|阻塞于|前置',
    'зависит от|блокируется|ожида(?:ет|ние)',
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

/** What a BOOTSTRAP block holds: a part's name, a path with an ending, a command in code. */
export const holdsBlock =
  /(?:^|\n)[\s>#*+_-]*(?:files|search terms|(?:run )?commands|risks?|dateien|suchworte|befehle|risiken|archivos|ficheros|comandos|riesgos|fichiers|commandes|risques)(?: \p{L}+){0,2}[*_\s]*(?::|\n)|[\w-]\/[\w./-]*\.\w{1,5}\b|`[^`\n]*\w[ /][^`\n]*`|(?:^|\n)(?:```|~~~)/iu;

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

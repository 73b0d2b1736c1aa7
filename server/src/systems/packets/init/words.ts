/** Words in which people write packets, besides those that Gatehouse knows: English, German, Spanish and French. For `gatehouse init` alone. */
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
  ),
  STATUS: whole('state', 'zustand|stand', 'estado|situación', 'statut|état'),
  SPEC_ANCHOR: whole(
    '(?:spec(?:ification)?s?|requirements?) (?:anchors?|refs?|references?|sections?|links?)|anchors?|spec|specification',
    'bezug|anker|anforderung(?:en)?|spezifikation(?:sstellen?|sbezug)?|abschnitte?',
    'anclas?|referencias?|requisitos?|secci(?:ón|ones)|especificación',
    'ancres?|références?|exigences?|sections?|spécification',
  ),
  What: whole(
    'summary|description|objective|goal|overview|what to do|intent|outcome|(?:the )?idea',
    'was|ziel|beschreibung|zusammenfassung',
    'qué|objetivo|descripción|resumen',
    'quoi|objectif|description|résumé',
  ),
  Why: whole(
    'rationale|motivation|reason|context|background|purpose',
    'warum|wozu|grund|begründung|hintergrund|anlass',
    'por qué|motivo|razón|justificación|contexto',
    'pourquoi|raison|motif|contexte|justification',
  ),
  IN_SCOPE_PATHS: whole(
    'files|touched files|(?:expected )?files (?:(?:expected )?to (?:be )?(?:change|touch|modify|edit)(?:ed)?|(?:expected )?touched|in scope|(?:allowed to|that may) (?:be )?(?:change|modify|touch)(?:ed)?)|affected files|(?:allowed |scope )?paths|(?:in scope|allowed) files',
    '(?:betroffene )?dateien|umfang',
    '(?:archivos|ficheros)(?: afectados)?|alcance|dentro del alcance',
    'fichiers(?: concernés)?|périmètre|dans le périmètre',
  ),
  OUT_OF_SCOPE: whole(
    'non goals|(?:must|do) not touch|not in scope|out of scope files|exclusions|excluded|deferred',
    'nicht enthalten|nicht (?:im|zum) umfang|ausgeschlossen|außerhalb(?: des umfangs)?|abgrenzung|nicht ziel',
    'fuera del? alcance|excluido|exclusiones|no incluye',
    'hors (?:du )?périmètre|exclus|exclusions',
  ),
  DONE_MEANS: whole(
    'acceptance(?: criteria)?|(?:done|accepted|complete) when|definition of done|exit criteria|success criteria|checklist',
    'abnahme(?:kriterien)?|akzeptanzkriterien|fertig (?:wenn|heißt)|erledigt wenn',
    'criterios? de aceptación|(?:hecho|terminado) cuando',
    "critères? d[’' ]acceptation|(?:fini|terminé) quand",
  ),
  TEST_PLAN: whole(
    'tests?|testing|test (?:steps|commands|strategy|targets?)|verification(?: steps| commands| plan)?|how (?:to|we|it is) test(?:ed)?(?: it| this)?',
    'testplan|prüfplan|prüfungen|prüfschritte',
    'plan de pruebas|pruebas(?: obligatorias)?',
    'plan de tests?|essais|vérifications?',
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
  ),
  VALIDATION: whole(
    'results?|test results?|verification results?|validation results?|evidence log',
    '(?:prüf)?ergebnis(?:se)?|validierung',
    'validación|resultados?(?: de (?:las )?pruebas)?',
    'validation|résultats?',
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
  ),
  USER_SIGNATURE: whole(
    'signed by|approved by|approval signature|sign off signature|signed|signoff',
    'unterschrift|freigegeben (?:von|durch)|unterschrieben von',
    'firma|firmado por|aprobado por',
    'signé par|approuvé par',
  ),
  DATE: whole('datum', 'fecha', 'créé le'),
  'Blocked on': whole(
    'predecessors?',
    'abhängigkeit(?:en)?|vorgänger',
    'dependencias?|predecesor(?:es)?',
    'dépendances?|prédécesseurs?',
  ),
  'Evidence Mapping': whole('nachweise?|belege?', 'evidencias?', 'preuves?|justificatifs?'),
  Verdict: whole('urteil|prüfurteil', 'veredicto|dictamen', 'avis'),
};

/** Words that a field may hold, where a name of it is a common word as well: `Risk` may stand before a sentence. */
export const closed: Readonly<Record<string, RegExp>> = {
  RISK_TIER:
    /^\W*(?:(?:tier|level|stufe|nivel|niveau)\W+)?(?:low|med(?:ium)?|moderate|high|very high|critical|minor|major|p[0-3]|niedrig|mittel|hoch|kritisch|baj[oa]|medi[oa]|alt[oa]|crític[oa]|faible|moyen(?:ne)?|élevée?|critique)(?![\p{L}\p{N}-])/iu,
};

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
  STATUS: whole('state|stage', 'zustand|stand', 'estado', 'statut|état'),
  Since: whole('seit', 'desde', 'depuis'),
  'Blocked on': whole(
    'waits for|waiting for|needs',
    'wartet auf|blockiert durch|abhängig von',
    'bloqueado por|espera a|depende de',
    'attend|bloqué par|dépend de',
  ),
};

/** What stands before a day on a board, and before whom an entry waits for. */
export const since = /(?<![\p{L}\p{N}])(seit|desde|depuis)(?=\s+(?:el |le |dem )?\d)/giu;
export const waits = ofForms(
  ({ markSource }) =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(wartet auf|blockiert (?:durch|von)|abhängig von|bloquead[oa] por|espera a|depende de|bloquée? par|dépend de)(?=[\s:*[]+${markSource})`,
      'giu',
    ),
);

/** Somebody has looked at it, and it is good. */
export const confirmed =
  /(?<!\bbe(?:ing)? |\bneeds )\b(?:verified|validated|reviewed|tested|audited|verifiziert|validiert|geprüft|getestet|abgenommen|verificad[oa]|validad[oa]|probad[oa]|revisad[oa]|vérifié|validé|testé)(?![\p{L}])/u;

/** What a word that is no status yet most likely means. */
export const meanings: readonly (readonly [RegExp, Status])[] = [
  // What has been looked at is done; what is to be looked at, below, is not.
  [confirmed, 'Done'],
  [
    /\b(?:cancel|abandon|replaced|deprecat|dropped|won t|obsolet|ersetzt|verworfen|entfällt|reemplazad|descartad|remplac|annul)/,
    'Superseded',
  ],
  [
    /\b(?:hold|waiting|stuck|paused|deferred|postponed|blockiert|zurückgestellt|wartet|bloquead[oa]|en espera|aplazad[oa]|pospuest[oa]|bloqu|en attente|reportée?)/,
    'Blocked',
  ],
  [
    /\b(?:qa|review|test|testing|validat|verif|audit|merge\b|prüfung|abnahme|zu prüfen|revisión|validación|pruebas|revue|recette|à vérifier)/,
    'Ready-for-Validation',
  ],
  [
    /\b(?:merged|integrated|shipped|released|closed|finished|accepted|delivered|implemented|live|erledigt|fertig|abgeschlossen|geliefert|integriert|hech[oa]|terminad[oa]|completad[oa]|cerrad[oa]|entregad[oa]|integrad[oa]|terminé|fini|fait|livré|intégré|clos)(?![\p{L}])/u,
    'Done',
  ],
  [
    /\b(?:progress|doing|active|ongoing|coding|development|implementing|in dev|dev|building|in arbeit|in bearbeitung|läuft|laufend|en curso|en progreso|haciendo|en cours)(?![\p{L}])/u,
    'In-Progress',
  ],
  [
    /\b(?:groomed|approved|refined|signed|ready|bereit|startklar|freigegeben|list[oa]|preparad[oa]|aprobad[oa]|prêt|approuvé)(?![\p{L}])/u,
    'Ready-for-Dev',
  ],
  [/\b(?:concept|brainstorm|konzept|concepto)(?![\p{L}])/u, 'Stub'],
  [
    /(?:^|\s)(?:todo|to do|open|pending|queued|new|idea|proposed|planned|icebox|draft|offen|entwurf|geplant|neu|idee|pendiente|por hacer|planificad[oa]|idea|borrador|à faire|prévue?|nouveau|brouillon)(?![\p{L}])/u,
    'Backlog',
  ],
];

/** What a BOOTSTRAP block holds: a part's name, a path with an ending, a command in code. */
export const holdsBlock =
  /(?:^|\n)[\s>#*+_-]*(?:files|search terms|(?:run )?commands|risks?|dateien|suchworte|befehle|risiken|archivos|ficheros|comandos|riesgos|fichiers|commandes|risques)(?: \p{L}+){0,2}[*_\s]*(?::|\n)|[\w-]\/[\w./-]*\.\w{1,5}\b|`[^`\n]*\w[ /][^`\n]*`|(?:^|\n)(?:```|~~~)/iu;

/** What a list of states is called. */
export const statusLabel = /stat(?:us|es?\b|ut)|estado|zustand|zustände|état|lifecycle|workflow/i;

/** Nothing of it is done yet, though the words of work are in it. */
export const notBegun =
  /^(?:not (?:yet )?(?:started|begun)|unstarted|(?:noch )?nicht (?:begonnen|angefangen)|(?:sin|no) (?:empezar|comenzar|iniciad[oa])|(?:pas|non) (?:encore )?commencée?)$/u;

/** Words that take back what the others say. */
export const hedged =
  /\b(?:almost|nearly|half|partly|partially|mostly|not|never|maybe|fast|halb|teilweise|nicht|casi|medio|no|presque|pas)\b/;

/** Ladders of risk that people use, lowest first. */
export const ladders: readonly (readonly string[])[] = [
  ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'],
  ['LOW', 'MEDIUM', 'HIGH', 'VERY HIGH'],
  ['MINOR', 'MAJOR', 'CRITICAL'],
  ['P3', 'P2', 'P1', 'P0'],
  ['NIEDRIG', 'MITTEL', 'HOCH'],
  ['NIEDRIG', 'MITTEL', 'HOCH', 'KRITISCH'],
  ['BAJO', 'MEDIO', 'ALTO'],
  ['BAJO', 'MEDIO', 'ALTO', 'CRÍTICO'],
  ['FAIBLE', 'MOYEN', 'ÉLEVÉ'],
  ['FAIBLE', 'MOYEN', 'ÉLEVÉ', 'CRITIQUE'],
];
